/**
 * The proof of the journal (SPEC section 11). A {@link dev.extrausage.journal.proof.Trail} puts an
 * account's entries in line by number and hash, {@link dev.extrausage.journal.redecide.Redecision} decides
 * each again, and what does not hold becomes a {@link dev.extrausage.journal.proof.Finding}.
 */
package dev.extrausage.journal.proof;
