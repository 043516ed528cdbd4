package dev.extrausage.api.accounts;

import dev.extrausage.core.Change;
import dev.extrausage.core.Outcome;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import java.util.List;

/**
 * The low-balance thresholds that customers set (P6). A snapshot does not have them, so each is
 * read from the entry that set it last.
 */
public final class LowBalanceThresholds {
    private static final EntryFilter SETTINGS = new EntryFilter(null, null,
            "LowBalanceNoticeSet", Outcome.APPLIED, null, null, null, null, null);

    private final ReadModel model;

    /** Reads from {@code model}. */
    public LowBalanceThresholds(ReadModel model) {
        this.model = model;
    }

    /** The threshold as of a snapshot, nano-USD; null: none. */
    public Long of(AccountRow account) {
        List<EntryRow> latest = model.entries(
                account.accountId(), SETTINGS, account.sequence() + 1, 1).rows();
        return latest.isEmpty() ? null
                : ((Change.LowBalanceNoticeSet) latest.get(0).change()).thresholdNanos();
    }
}
