package dev.extrausage.core;

import java.util.List;

/**
 * All that the ledger knows of one account after its latest entry: immutable, and enough to decide
 * the next input without anything else but the catalog.
 *
 * @param accountId who pays
 * @param sequence the latest entry's number; 0 before the first
 * @param clock the greatest time of the inputs that got past D1, ms since 1970; null: none did (M3)
 * @param subscription the plan and cycle; null: never opened
 * @param allowance what the plan includes
 * @param grants the grants remembered, in the order of drawing (U4)
 * @param extraUsageOn whether the customer has extra usage on (P6)
 * @param monthlyLimitNanos the spend limit; null: none
 * @param spentNanos drawn from bought grants in the current cycle (U4)
 * @param lowBalanceThresholdNanos below which a notice is wanted; null: none
 * @param autoReload auto-reload's settings and state
 * @param starterCredit whether it was offered and claimed
 * @param thirdPartyUse what third-party apps drew, for the starter credit
 * @param noticesGiven the notices given and not to be given again yet, as {@link NoticeKind} bits
 */
public record Account(
        String accountId, long sequence, Long clock, Subscription subscription,
        Allowance allowance, List<Grant> grants, boolean extraUsageOn, Long monthlyLimitNanos,
        long spentNanos, Long lowBalanceThresholdNanos, AutoReload autoReload,
        StarterCredit starterCredit, ThirdPartyUse thirdPartyUse, int noticesGiven) {

    /** Copies the list. */
    public Account {
        grants = List.copyOf(grants);
    }

    /** An account of which nothing was heard yet. */
    public static Account unknown(String accountId) {
        return new Account(accountId, 0, null, null, Allowance.NONE, List.of(), false, null, 0,
                null, AutoReload.NEVER_SET, StarterCredit.NOT_OFFERED, ThirdPartyUse.NONE, 0);
    }

    /** Whether a plan was ever started. */
    public boolean wasOpened() {
        return subscription != null;
    }

    /** Whether the account is open: a plan was started and not closed since. */
    public boolean isOpen() {
        return subscription != null && !subscription.closed();
    }

    /** Extra usage: what is left in all grants, in nano-USD. */
    public long extraUsageNanos() {
        return GrantList.leftOf(grants);
    }

    /** What is left of the grants that were not bought, in nano-USD: under no spend limit (U3). */
    public long freeCreditNanos() {
        return GrantList.freeLeftOf(grants);
    }

    /** The grant of this name, if remembered; else null (P3). */
    Grant grant(String grantId) {
        return GrantList.find(grants, grantId);
    }
}
