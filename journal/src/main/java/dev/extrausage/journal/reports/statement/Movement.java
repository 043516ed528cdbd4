package dev.extrausage.journal.reports.statement;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.WrittenEntry;

/**
 * One line of a statement.
 *
 * @param entry whose posting it is
 * @param posting what moved
 * @param allowanceNanos what was left of the allowance after it, nano-USD
 * @param extraUsageNanos what was left in all grants after it, nano-USD
 */
public record Movement(
        WrittenEntry entry, Posting posting, long allowanceNanos, long extraUsageNanos) {
    /** The cause: {@code Usage}, or the change's name in the SPEC. */
    public String cause() {
        return entry.cause().event() instanceof AccountEvent a ? a.change().type() : "Usage";
    }
}
