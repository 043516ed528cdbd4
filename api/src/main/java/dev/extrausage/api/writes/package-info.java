/**
 * The writes (API.md sections 1 and 3): each becomes one input of the ledger under the caller's
 * own id, and is answered by the entry that the ledger makes of it. Nothing is stored for it.
 */
package dev.extrausage.api.writes;
