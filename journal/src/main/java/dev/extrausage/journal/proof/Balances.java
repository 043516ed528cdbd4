package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;
import dev.extrausage.core.Pool;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Posting;
import dev.extrausage.schemas.UsageEvent;

/**
 * The balances that an entry shows, in nano-USD.
 *
 * @param allowanceLeft of the current cycle's allowance
 * @param extraUsage in all grants
 * @param spent of bought credit in the current cycle
 */
record Balances(long allowanceLeft, long extraUsage, long spent) {
    /** The balances that the entry states. */
    static Balances in(BalanceChange entry) {
        return new Balances(entry.getAllowanceLeftNanos(), entry.getExtraUsageNanos(),
                entry.getSpentNanos());
    }

    /** The balances of the account. */
    static Balances of(Account account) {
        return new Balances(account.allowance().leftNanos(), account.extraUsageNanos(),
                account.spentNanos());
    }

    /**
     * The fault of an entry's postings and balances, by themselves and against these balances
     * before it; null if there is none. The check knows no rule, so it also finds what wrong rules
     * decided.
     */
    String faultOf(BalanceChange entry) {
        long allowance = allowanceLeft;
        long extra = extraUsage;
        long used = 0;
        for (int i = 0; i < entry.getPostings().size(); i++) {
            Posting p = entry.getPostings().get(i);
            if (!isPool(p.getFrom()) || !isPool(p.getTo()) || p.getFrom().equals(p.getTo())) {
                return "postings[" + i + "] moves from " + p.getFrom() + " to " + p.getTo();
            }
            if (p.getAmountNanos() <= 0) {
                return "postings[" + i + "] moves " + p.getAmountNanos() + " nano-USD";
            }
            allowance += moved(p, Pool.ALLOWANCE);
            extra += moved(p, Pool.EXTRA_USAGE);
            used += moved(p, Pool.USAGE);
            if (allowance < 0 || extra < 0) {
                return "postings[" + i + "] takes " + (allowance < 0 ? "ALLOWANCE" : "EXTRA_USAGE")
                        + " below zero, to " + Math.min(allowance, extra) + " nano-USD";
            }
        }
        if (entry.getSpentNanos() < 0) {
            return "spent_nanos is below zero: " + entry.getSpentNanos();
        }
        boolean usage = entry.getCause() instanceof UsageEvent;
        if (usage && used != entry.getCostNanos()) { // U5
            return "the postings to USAGE are " + used + " in all, cost_nanos is "
                    + entry.getCostNanos();
        }
        if (!usage && entry.getCostNanos() != 0) { // only usage costs; P9 may take it back
            return "cost_nanos is " + entry.getCostNanos() + ", and the cause is no usage";
        }
        return fault("allowance_left_nanos", allowanceLeft, allowance,
                entry.getAllowanceLeftNanos(),
                fault("extra_usage_nanos", extraUsage, extra, entry.getExtraUsageNanos(), null));
    }

    private static String fault(String field, long before, long after, long found, String other) {
        return found == after ? other : field + " was " + before + ", the postings make it " + after
                + ", the entry says " + found;
    }

    private static long moved(Posting p, Pool pool) {
        if (p.getTo().equals(pool.name())) {
            return p.getAmountNanos();
        }
        return p.getFrom().equals(pool.name()) ? -p.getAmountNanos() : 0;
    }

    private static boolean isPool(String name) {
        for (Pool pool : POOLS) {
            if (pool.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static final Pool[] POOLS = Pool.values();
}
