package dev.extrausage.benchmarks.load;

import java.util.List;

/**
 * One account's plan, wallet and habits.
 *
 * @param accountId its id
 * @param plan of the built-in catalog
 * @param seats 1, but for a team
 * @param openedAt when it was opened, in milliseconds
 * @param creditNanos its grants, in nano-USD, the first ones bought
 * @param giftNanos a grant of goodwill that expires; 0 for none
 * @param spendLimitNanos 0 for none
 * @param isAutoReloading whether it buys credit without being asked
 * @param isWarnedWhenLow whether it wants to hear of a low balance
 * @param thirdPartyPercent how much of its use is by third-party apps, 0 to 100
 */
record Customer(
        String accountId, String plan, int seats, long openedAt, List<Long> creditNanos,
        long giftNanos, long spendLimitNanos, boolean isAutoReloading, boolean isWarnedWhenLow,
        int thirdPartyPercent) { }
