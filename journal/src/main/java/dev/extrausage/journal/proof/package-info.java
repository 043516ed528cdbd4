/**
 * The proof of the journal (SPEC section 11). Arrows go one way:
 * {@link dev.extrausage.journal.proof.Audit} → {@code PartitionAudit} → {@code AccountTrails},
 * which finds each record's account → {@code Trail}, which puts an account's entries in line by
 * number and hash → {@code EntryCheck}, which checks each → {@code EntryComparer}, which compares
 * its bytes with what {@link dev.extrausage.journal.redecide.Redecider} decides. A promise that
 * does not hold becomes a {@link dev.extrausage.journal.proof.Finding}. Imports {@code read} and
 * {@code redecide} only.
 */
package dev.extrausage.journal.proof;
