package dev.extrausage.journal.reports.asof;

import dev.extrausage.core.Cycle;
import dev.extrausage.journal.redecide.Holdings;
import java.util.List;

/**
 * An account's balance at a past instant; amounts in nano-USD.
 *
 * @param sequence the last entry that counts whole; 0: none
 * @param plan null: not opened by then
 * @param closed whether it was closed
 * @param cycle the billing cycle; null: not opened by then
 * @param spentNanos drawn from bought grants in that cycle
 * @param lots the live grants, by name; the starter credit's expiry is null where its entry is in
 *     doubt
 * @param doubt why plan and cycle are not to be believed; null when they are
 */
public record PastBalance(long sequence, String plan, boolean closed, Cycle cycle,
        long allowanceNanos, long extraUsageNanos, long spentNanos, List<Holdings.Lot> lots,
        String doubt) {
    /** True if the amounts of both are the same. */
    boolean hasSameAmountsAs(PastBalance other) {
        return allowanceNanos == other.allowanceNanos && extraUsageNanos == other.extraUsageNanos
                && spentNanos == other.spentNanos && lots.equals(other.lots);
    }
}
