package dev.extrausage.view.project;

import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Outcome;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.view.database.FoldedEntry;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.rows.TopUpRow;
import java.sql.SQLException;

/**
 * Writes the top-ups. Requests and answers come on two topics, in whatever order: each has columns
 * of its own, so the row is the same in the end. The first request of a name holds (A6), a credit
 * is final, and else the last answer counts. What an entry asks for is taken from the entry alone,
 * since its request is kept for 35 days only.
 */
final class TopUpRows {
    private static final String AUTO = "auto:";
    private static final String REQUEST = "insert into $top_up as t"
            + " (account, id, amount, kind, requested_at, actor, status)"
            + " values (?, ?, ?, ?, ?, ?, 0) on conflict (account, id) do update set"
            + " amount = excluded.amount, kind = excluded.kind,"
            + " requested_at = excluded.requested_at, actor = excluded.actor"
            + " where t.requested_at is null";
    private static final String ANSWER = "insert into $top_up as t (account, id, amount, kind,"
            + " status, decline_code, answered_at, sequence, reason)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (account, id) do update set"
            + " amount = coalesce(t.amount, excluded.amount),"
            + " kind = coalesce(t.kind, excluded.kind),"
            + " status = excluded.status, decline_code = excluded.decline_code,"
            + " answered_at = excluded.answered_at, sequence = excluded.sequence,"
            + " reason = excluded.reason where t.status <> " + TopUpRow.Status.CREDITED.ordinal();

    private final SqlTables tables;

    TopUpRows(SqlTables tables) {
        this.tables = tables;
    }

    void requested(long account, TopUpRequested r) throws SQLException {
        if (!r.getTopUpId().startsWith(AUTO)) {
            request(account, r.getTopUpId(), r.getAmountNanos(), r.getKind(),
                    r.getRequestedAt().toEpochMilli(), r.getActor());
        }
    }

    /** Takes what an entry asks for and what it answers. */
    void add(long account, FoldedEntry e) throws SQLException {
        if (e.topUpDue() != null) {
            request(account, e.topUpDue().topUpId(), e.topUpDue().amountNanos(),
                    GrantKind.AUTO_RELOAD.name(), e.at(), "auto-reload");
        }
        if (e.change() == null) {
            return;
        }
        Change change = e.change().core().change();
        if (change instanceof Change.CreditGranted c && c.topUpId() != null) {
            TopUpRow.Status status = e.outcome() == Outcome.REFUSED
                    ? TopUpRow.Status.REFUSED : TopUpRow.Status.CREDITED;
            answer(account, c.topUpId(), c.amountNanos(), status, null, e);
        } else if (change instanceof Change.TopUpDeclined d) {
            answer(account, d.topUpId(), null, TopUpRow.Status.DECLINED, d.declineCode(), e);
        }
    }

    private void request(long account, String id, long amount, String kind, long at, String actor)
            throws SQLException {
        tables.update(REQUEST, account, id, amount, kind, at, actor);
    }

    private void answer(long account, String id, Long amount, TopUpRow.Status status, String code,
            FoldedEntry e) throws SQLException {
        String kind = id.startsWith(AUTO) ? GrantKind.AUTO_RELOAD.name() : "MANUAL";
        tables.update(ANSWER, account, id, amount, kind, status.ordinal(), code, e.at(),
                e.sequence(), e.reason());
    }
}
