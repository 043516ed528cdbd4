package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;

/** The knowledge that an audit has of an account after some entry. */
sealed interface AccountState {
    /** The account from which the next cause is decided, known or assumed. */
    Account account();

    /** The balances before the next entry; null if they are not known. */
    Balances balances();

    /** True if the account is known to be right, so that a difference is the next entry's. */
    default boolean isKnown() {
        return false;
    }

    /** Every entry so far is what was decided again. */
    record Known(Account account) implements AccountState {
        @Override public Balances balances() {
            return Balances.of(account);
        }

        @Override public boolean isKnown() {
            return true;
        }
    }

    /**
     * The account is lost, and only the balances that its latest entry states are taken as given.
     * Once lost, it is not known again: an equal entry may not show what is different.
     */
    record Stated(Account account, Balances balances) implements AccountState {}

    /** Nothing is known: entries are missing, or the latest cannot be read. */
    record Unknown(Account account) implements AccountState {
        @Override public Balances balances() {
            return null;
        }
    }

    /** The same state under another sequence number, which leaves the account assumed. */
    default AccountState assumedAt(long sequence) {
        Account a = account();
        Account renumbered = new Account(a.accountId(), sequence, a.clock(), a.subscription(),
                a.allowance(), a.grants(), a.extraUsageOn(), a.monthlyLimitNanos(), a.spentNanos(),
                a.lowBalanceThresholdNanos(), a.autoReload(), a.starterCredit(), a.thirdPartyUse(),
                a.noticesGiven(), a.chargebackIds());
        return balances() == null
                ? new Unknown(renumbered) : new Stated(renumbered, balances());
    }
}
