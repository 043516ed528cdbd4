package dev.extrausage.journal.reports;

import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Holdings;

/**
 * The two balances just before an instant, by the balances that entries <em>state</em>: those of
 * the last entry whose clock had not come to it, and what of later entries took effect earlier (an
 * expiry, a roll). Holdings add up postings alone, so the two can be held against each other.
 */
public final class BalanceBefore {
    private final Long instant;
    private long allowance;
    private long extraUsage;

    /** {@code instant}: in milliseconds since 1970; null is after everything. */
    public BalanceBefore(Long instant) {
        this.instant = instant;
    }

    /** The account's next entry. */
    public void add(WrittenEntry entry) {
        if (instant == null || entry.clock() == null || entry.clock() < instant) {
            allowance = entry.allowanceLeftNanos();
            extraUsage = entry.extraUsageNanos();
            return;
        }
        for (Posting p : entry.postings()) {
            if (p.effectiveAt() < instant) {
                allowance += change(Pool.ALLOWANCE, p);
                extraUsage += change(Pool.EXTRA_USAGE, p);
            }
        }
    }

    /** The amount a posting adds to a pool (or takes, below 0), nano-USD. */
    public static long change(Pool pool, Posting p) {
        return p.to() == pool ? p.amountNanos() : p.from() == pool ? -p.amountNanos() : 0;
    }

    /** The rest of the allowance, nano-USD. */
    public long allowanceNanos() {
        return allowance;
    }

    /** The rest of all grants, nano-USD. */
    public long extraUsageNanos() {
        return extraUsage;
    }
}
