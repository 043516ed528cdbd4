package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;
import dev.extrausage.core.Pool;

/**
 * The balances that an entry shows, in nano-USD.
 *
 * @param allowanceLeft of the current cycle's allowance
 * @param extraUsage in all grants
 * @param spent of bought credit in the current cycle
 */
record Balances(long allowanceLeft, long extraUsage, long spent) {
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
    String faultOf(EntryContent entry) {
        long allowance = allowanceLeft;
        long extra = extraUsage;
        long used = 0;
        for (int i = 0; i < entry.postings(); i++) {
            String from = entry.from(i);
            String to = entry.to(i);
            long amount = entry.amountNanos(i);
            if (!isPool(from) || !isPool(to) || from.equals(to)) {
                return "postings[" + i + "] moves from " + from + " to " + to;
            }
            if (amount <= 0) {
                return "postings[" + i + "] moves " + amount + " nano-USD";
            }
            allowance += moved(from, to, amount, Pool.ALLOWANCE);
            extra += moved(from, to, amount, Pool.EXTRA_USAGE);
            used += moved(from, to, amount, Pool.USAGE);
            if (allowance < 0 || extra < 0) {
                return "postings[" + i + "] takes " + (allowance < 0 ? "ALLOWANCE" : "EXTRA_USAGE")
                        + " below zero, to " + Math.min(allowance, extra) + " nano-USD";
            }
        }
        Balances after = entry.balances();
        if (after.spent < 0) {
            return "spent_nanos is below zero: " + after.spent;
        }
        long cost = entry.costNanos();
        if (entry.isUsage() && used != cost) { // U5
            return "the postings to USAGE are " + used + " in all, cost_nanos is " + cost;
        }
        if (!entry.isUsage() && cost != 0) { // only usage costs; P9 may take it back
            return "cost_nanos is " + cost + ", and the cause is no usage";
        }
        return fault("allowance_left_nanos", allowanceLeft, allowance, after.allowanceLeft,
                fault("extra_usage_nanos", extraUsage, extra, after.extraUsage, null));
    }

    private static String fault(String field, long before, long after, long found, String other) {
        return found == after ? other : field + " was " + before + ", the postings make it " + after
                + ", the entry says " + found;
    }

    private static long moved(String from, String to, long amount, Pool pool) {
        if (to.equals(pool.name())) {
            return amount;
        }
        return from.equals(pool.name()) ? -amount : 0;
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
