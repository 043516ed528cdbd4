/**
 * The proof of the journal (SPEC section 11). A {@link dev.extrausage.cli.audit.Trail} puts an
 * account's entries in line by number and hash, {@link dev.extrausage.cli.audit.Redecision} decides
 * each again, and what does not hold becomes a {@link dev.extrausage.cli.audit.Finding}.
 */
package dev.extrausage.cli.audit;
