package dev.extrausage.api.accounts;

import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;

/** The low-balance thresholds that customers set (P6). A snapshot does not have them. */
public final class LowBalanceThresholds {
    private final ReadModel model;

    /** Reads from {@code model}. */
    public LowBalanceThresholds(ReadModel model) {
        this.model = model;
    }

    /** The threshold as of a snapshot, nano-USD; null: none. */
    public Long of(AccountRow account) {
        return model.lowBalanceNanos(account.accountId(), account.sequence());
    }
}
