/**
 * The writes (API.md sections 1 and 3): each becomes one input of the ledger under the caller's
 * own id, and is answered by the entry that the ledger makes of it. Nothing is stored for it.
 *
 * <p>{@code WriteRoutes} is the table of them, {@code ChangeBodies} makes events of bodies, {@code
 * EventSubmission} sends them and waits, {@code WriteAnswers} answers. Money that staff may give is
 * bounded by {@code DailyBound} and, over it, approved through {@code ApprovalDesk}.
 */
package dev.extrausage.api.writes;
