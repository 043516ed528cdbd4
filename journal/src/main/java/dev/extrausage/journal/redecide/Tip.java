package dev.extrausage.journal.redecide;

import dev.extrausage.core.Account;
import dev.extrausage.schemas.wire.HashChain;

/**
 * Where an account's trail has come to: its latest entry and the state after it.
 *
 * @param sequence the entry's number; 0 before the first
 * @param offset where it lies; -1 before the first
 * @param hash the hash it carries
 * @param otherHash the hash its bytes have, where that is another one; else null
 * @param bad whether it was found wrong
 * @param account the account after it, as decided again
 * @param sure whether {@code account} is known to be right, so that a difference is the entry's
 * @param balances what it says is left, or what is known to be; null if neither is known
 * @param usageOffset offset of the last usage record decided for the account; or null
 * @param catalogVersion the catalog version it names; null before the first
 */
public record Tip(long sequence, long offset, byte[] hash, byte[] otherHash, boolean bad, Account account,
        boolean sure, Balances balances, Long usageOffset, String catalogVersion) {

    public static Tip start(String accountId) {
        return new Tip(0, -1, HashChain.start(), null, false, Account.unknown(accountId), true,
                Balances.NONE, null, null);
    }

    /** The other side of a gap, just before an entry whose own account of the past is believed. */
    public Tip beyondGap(long before, byte[] hashBefore) {
        Account a = account;
        Account renumbered = new Account(a.accountId(), before, a.clock(), a.subscription(),
                a.allowance(), a.grants(), a.extraUsageOn(), a.monthlyLimitNanos(), a.spentNanos(),
                a.lowBalanceThresholdNanos(), a.autoReload(), a.starterCredit(), a.thirdPartyUse(),
                a.noticesGiven());
        return new Tip(before, offset, hashBefore, null, true, renumbered, false, null, usageOffset,
                catalogVersion);
    }
}
