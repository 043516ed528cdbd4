package dev.extrausage.view.query;

import dev.extrausage.core.BadInput;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.rows.Slice;
import dev.extrausage.view.rows.TopUpRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Questions about top-ups. Safe for use by several threads. */
public final class TopUpQueries {
    private static final String SELECT = "select t.id, a.id, t.amount, t.kind, t.status,"
            + " t.decline_code, t.requested_at, t.answered_at, t.sequence, t.reason, t.actor"
            + " from $top_up t join $account a on a.no = t.account";
    private static final String AT = "coalesce(t.requested_at, t.answered_at)";
    private static final TopUpRow.Status[] STATUSES = TopUpRow.Status.values();

    private final Partitions partitions;

    /** Questions to these partitions. */
    public TopUpQueries(Partitions partitions) {
        this.partitions = partitions;
    }

    /** The top-up of this name: where several accounts use it, what was credited, or came first. */
    public Optional<TopUpRow> topUp(String topUpId) {
        List<TopUpRow> found = new ArrayList<>();
        for (ViewPartition partition : partitions.all()) {
            found.addAll(partition.ask(tables ->
                    rows(tables.bind(SELECT + " where t.id = ?", topUpId))));
        }
        return found.stream().min(Comparator
                .comparing((TopUpRow row) -> row.status() != TopUpRow.Status.CREDITED)
                .thenComparing(TopUpQueries::at).thenComparing(TopUpRow::accountId));
    }

    private static Instant at(TopUpRow row) {
        return row.requestedAt() != null ? row.requestedAt() : row.answeredAt();
    }

    /** An account's top-up of this name. */
    public Optional<TopUpRow> topUp(String accountId, String topUpId) {
        return partitions.of(accountId).ask(tables -> {
            Long account = AccountQueries.number(tables, accountId);
            return account == null ? List.<TopUpRow>of() : rows(tables.bind(
                    SELECT + " where t.account = ? and t.id = ?", account, topUpId));
        }).stream().findAny();
    }

    /** An account's top-ups, the newest first; a cursor is a time and a name. */
    public Slice<TopUpRow> topUps(String accountId, String cursor, int limit) {
        List<TopUpRow> found = partitions.of(accountId).ask(tables -> {
            Long account = AccountQueries.number(tables, accountId);
            return account == null ? List.<TopUpRow>of() : ask(tables, account, cursor, limit);
        });
        boolean more = found.size() > limit;
        List<TopUpRow> page = found.subList(0, Math.min(limit, found.size()));
        TopUpRow last = more ? page.get(limit - 1) : null;
        return new Slice<>(page,
                more ? at(last).toEpochMilli() + "-" + last.topUpId() : null);
    }

    private static List<TopUpRow> ask(SqlTables tables, long account, String cursor, int limit)
            throws SQLException {
        Conditions where = new Conditions("t.account = ?", account);
        if (cursor != null) {
            int dash = cursor.indexOf('-');
            try {
                where.addAll("(" + AT + ", t.id) < (?, ?)",
                        Long.parseLong(cursor.substring(0, Math.max(0, dash))),
                        cursor.substring(dash + 1));
            } catch (NumberFormatException e) {
                throw BadInput.of("cursor", cursor, "the next of such a list");
            }
        }
        return rows(where.bind(tables, SELECT,
                "order by " + AT + " desc, t.id desc limit " + (limit + 1)));
    }

    private static List<TopUpRow> rows(PreparedStatement query) throws SQLException {
        List<TopUpRow> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new TopUpRow(rows.getString(1), rows.getString(2),
                        SqlTables.optional(rows, 3), rows.getString(4), STATUSES[rows.getInt(5)],
                        rows.getString(6), instant(rows, 7), instant(rows, 8),
                        SqlTables.optional(rows, 9), rows.getString(10), rows.getString(11)));
            }
        }
        return found;
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        Long millis = SqlTables.optional(rows, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
