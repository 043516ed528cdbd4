/**
 * The checks and steps before the ledger runs: topics and permissions, the catalog's versions,
 * start offsets, lost offsets and lost memory, and the operator's settings. Throws {@link
 * dev.extrausage.stream.startup.CannotStart} with sentences for the operator.
 */
package dev.extrausage.stream.startup;
