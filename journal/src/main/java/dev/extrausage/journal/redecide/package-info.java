/**
 * Deciding a journal again (J3). {@link dev.extrausage.journal.redecide.Redecider} is the one
 * engine: the audit in {@code proof} compares its answers with the journal's bytes, and
 * {@link dev.extrausage.journal.redecide.RedecidedHistory} sets them beside the entries for
 * reports. {@link dev.extrausage.journal.redecide.Holdings} and
 * {@link dev.extrausage.journal.redecide.ArithmeticCheck} know no rule and add up postings alone.
 * Imports {@code read} only.
 */
package dev.extrausage.journal.redecide;
