package dev.extrausage.api.accounts;

import dev.extrausage.schemas.Balance;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.TooOldForDetail;
import dev.extrausage.view.rows.UsageQuery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** Figures of an account that its snapshot does not have, from the rows beside it. */
public final class BesideSnapshot {
    private final ReadModel model;

    /**
     * The figures as of a snapshot.
     *
     * @param lowBalanceNanos the low-balance threshold (P6), nano-USD; null: none
     * @param usedNanos what this cycle's requests drew from the allowance and was not given back,
     *     nano-USD; null: it cannot be told any more
     */
    public record Figures(Long lowBalanceNanos, Long usedNanos) { }

    /** Reads from {@code model}. */
    public BesideSnapshot(ReadModel model) {
        this.model = model;
    }

    /** The figures of an account. */
    public Figures of(AccountRow account) {
        return new Figures(model.lowBalanceNanos(account.accountId(), account.sequence()),
                used(account.balance()));
    }

    /**
     * While something is left, what was used is the rest. When nothing is, more may have been used
     * than the whole: the plan has become smaller within the cycle (P2). A closed account's rest
     * has lapsed, so what is not left was not all used (P7).
     */
    private Long used(Balance b) {
        if (b.getClosed()) {
            return null;
        }
        if (b.getAllowanceLeftNanos() > 0 || b.getCycleStart() == null) {
            return b.getAllowanceNanos() - b.getAllowanceLeftNanos();
        }
        try {
            return Math.max(b.getAllowanceNanos(), drawn(b));
        } catch (TooOldForDetail e) {
            return null; // the cycle began in mid-hour, and nothing has happened for months
        }
    }

    private long drawn(Balance b) {
        Instant from = b.getCycleStart();
        Instant to = b.getCycleEnd();
        return model.usageTotal(new UsageQuery(b.getAccountId(), from, to, UsageQuery.Bucket.NONE,
                ZoneOffset.UTC, Set.of(), null)).fromAllowanceNanos()
                - model.givenBack(b.getAccountId(), from, to).toAllowanceNanos();
    }
}
