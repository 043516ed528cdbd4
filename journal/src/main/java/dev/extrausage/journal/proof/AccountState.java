package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;
import dev.extrausage.schemas.packed.AccountCodec;
import dev.extrausage.schemas.packed.IdBlock;
import dev.extrausage.schemas.packed.PackedWriter;

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
     * A known account between two of its entries: one piece of some 200 bytes in place of twenty
     * objects. It is made anew with each call.
     *
     * @param bytes as {@link AccountCodec#pack} makes them
     */
    record Packed(String accountId, byte[] bytes) implements AccountState {
        /** The most grants of an account that is packed: with more, unpacking costs too much. */
        static final int MOST_GRANTS = 12;

        @Override public Account account() {
            return AccountCodec.unpack(accountId, bytes);
        }

        @Override public Balances balances() {
            return Balances.of(account());
        }

        @Override public boolean isKnown() {
            return true;
        }

        @Override public AccountState unpacked() {
            return new Known(account());
        }
    }

    /** The same state, packed if it is of an ordinary account that is known. */
    default AccountState packed(PackedWriter out) {
        return this instanceof Known known && known.account.grants().size() <= Packed.MOST_GRANTS
                && !IdBlock.isIn(known.account)
                ? new Packed(known.account.accountId(), AccountCodec.pack(known.account, out))
                : this;
    }

    /** The same state, with an account that is not made anew with each call. */
    default AccountState unpacked() {
        return this;
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
