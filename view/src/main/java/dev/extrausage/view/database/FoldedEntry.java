package dev.extrausage.view.database;

import dev.extrausage.core.Outcome;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.view.rows.EntrySums;
import java.util.List;
import java.util.Map;

/**
 * The kept part of an entry, read from the journal and not in a database yet. Times in milliseconds
 * since 1970, amounts in nano-USD.
 *
 * @param clock null: nothing has got past D1 yet
 * @param high the upper half of the event's id; {@code low} the lower
 * @param lateNanos the part of {@code sums.fromAllowanceNanos} that had lapsed: it took effect at
 *     the input's time, the rest at the clock (U6)
 * @param usage the request; null for a change, which then is {@code change}
 * @param cuts when it began billing cycles, ascending; mostly none
 */
public record FoldedEntry(
        String accountId, long offset, long sequence, Long clock, long occurredAt, long receivedAt,
        int type, Outcome outcome, String reason, long high, long low, long costNanos,
        EntrySums sums, long lateNanos, long allowanceLeftNanos, long extraUsageNanos,
        long spentNanos, TopUpDue topUpDue, List<String> notices, Request usage, Written change,
        List<Long> cuts) {

    /**
     * A request, as it was sent.
     *
     * @param tier null: standard, as the others where they were not told
     * @param units empty: none
     */
    public record Request(
            String app, String model, String session, String member, String tier, long input,
            long output, long cacheWrite, long cacheWrite1h, long cacheRead,
            Map<String, Long> units) { }

    /**
     * A change, as it was written.
     *
     * @param event its bytes, as {@link EntryBody} keeps them
     * @param rules the version of the rules that decided it
     * @param amountNanos the amount that it is about; or null
     * @param givenBackToAllowance usage given back (P9), also where it lapsed at once
     * @param givenBackToExtraUsage below 0 where it was voided
     */
    public record Written(
            dev.extrausage.core.AccountEvent core, byte[] event, int rules, Long amountNanos,
            long givenBackToAllowance, long givenBackToExtraUsage) { }

    /** The input's time (M3). */
    public long time() {
        return Math.min(occurredAt, receivedAt);
    }

    /** The clock, or the input's time before there was one. */
    public long at() {
        return clock != null ? clock : time();
    }

    /** The amount that it is about; 0: none. */
    public long amountNanos() {
        return usage != null ? costNanos
                : change.amountNanos() == null ? 0 : change.amountNanos();
    }

    /** True if it answers a request that was served. */
    public boolean counts() {
        return usage != null && outcome != Outcome.REFUSED;
    }

    /** The time for which the request counts: that at which its first payment took effect. */
    public long countedAt() {
        return lateNanos > 0 ? time() : at();
    }

    /** Some bits of an event's id, by which it is looked up. */
    public static int mark(long low) {
        return (int) (low ^ low >>> 32);
    }
}
