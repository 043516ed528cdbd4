package dev.extrausage.view.rows;

import dev.extrausage.schemas.Balance;

/**
 * An account's latest snapshot.
 *
 * @param balance as the ledger wrote it
 */
public record AccountRow(Balance balance) {
    /** The account. */
    public String accountId() {
        return balance.getAccountId();
    }

    /** The number of the entry that it is as of. */
    public long sequence() {
        return balance.getSequence();
    }
}
