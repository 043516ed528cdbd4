package dev.extrausage.core;

import java.util.List;

/**
 * The ledger's knowledge of one account after its latest entry: immutable, and together with the
 * catalog enough to decide the next input.
 *
 * @param accountId the account, {@link Bounds#accountId}
 * @param sequence the latest entry's number; 0 before the first
 * @param clock the greatest time of the inputs past D1, ms since 1970; null: there was none (M3)
 * @param subscription the plan and cycle; null: never opened
 * @param allowance the plan allowance of the cycle, and its use
 * @param grants the grants remembered, in the order of drawing (U4)
 * @param extraUsageOn whether the customer has extra usage on (P6)
 * @param monthlyLimitNanos the spend limit; null: none
 * @param spentNanos drawn from bought grants in the current cycle (U4)
 * @param lowBalanceThresholdNanos extra usage below it is worth a notice; null: no such notice
 * @param autoReload auto-reload's settings and state
 * @param starterCredit whether it was offered and claimed
 * @param thirdPartyUse draws of third-party apps, for the starter credit
 * @param noticesGiven the notices given and not to be given again yet, as {@link NoticeKind} bits
 * @param chargebackIds the chargebacks it has had, for ever (P9)
 */
public record Account(
        String accountId, long sequence, Long clock, Subscription subscription,
        Allowance allowance, List<Grant> grants, boolean extraUsageOn, Long monthlyLimitNanos,
        long spentNanos, Long lowBalanceThresholdNanos, AutoReload autoReload,
        StarterCredit starterCredit, ThirdPartyUse thirdPartyUse, int noticesGiven,
        List<String> chargebackIds) {

    /** Copies the lists. */
    public Account {
        grants = List.copyOf(grants);
        chargebackIds = IdList.copyOf(chargebackIds);
    }

    /** An account before its first entry. */
    public static Account unknown(String accountId) {
        return new Account(accountId, 0, null, null, Allowance.NONE, List.of(), false, null, 0,
                null, AutoReload.NEVER_SET, StarterCredit.NOT_OFFERED, ThirdPartyUse.NONE, 0,
                List.of());
    }

    /** Tells whether a plan was ever started. */
    public boolean wasOpened() {
        return subscription != null;
    }

    /** Tells whether the account is open: a plan was started and not closed since. */
    public boolean isOpen() {
        return subscription != null && !subscription.closed();
    }

    /** Extra usage: the sum left in all grants, in nano-USD. */
    public long extraUsageNanos() {
        return GrantList.leftOf(grants);
    }

    /** The sum left in the grants that were not bought, in nano-USD: under no spend limit (U3). */
    public long freeCreditNanos() {
        return GrantList.freeLeftOf(grants);
    }

    /** The grant of this name; null if none is remembered (P3). */
    Grant grant(String grantId) {
        return GrantList.find(grants, grantId);
    }
}
