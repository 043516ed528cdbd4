package dev.extrausage.view.query;

import dev.extrausage.core.BadInput;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.rows.SessionDetail;
import dev.extrausage.view.rows.SessionFilter;
import dev.extrausage.view.rows.SessionPart;
import dev.extrausage.view.rows.SessionRow;
import dev.extrausage.view.rows.Slice;
import dev.extrausage.view.rows.UsageQuery.GroupBy;
import dev.extrausage.view.rows.UsageTally;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about conversations. Safe for use by several threads. */
public final class SessionQueries {
    /** The member of a conversation that several took part in. */
    private static final int SEVERAL = -1;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final String SELECT = "select no, id, member, first_at, last_at, requests,"
            + " input, output, cache_write, cache_write_1h, cache_read, allowance, extra, uncovered"
            + " from $session";

    private final Partitions partitions;

    /** A conversation as its row has it. */
    private record Found(long no, int member, SessionRow row) { }

    /** Questions to these partitions. */
    public SessionQueries(Partitions partitions) {
        this.partitions = partitions;
    }

    /** Conversations, the one that began last first; the cursor is the last one's number. */
    public Slice<SessionRow> sessions(
            String accountId, SessionFilter filter, String cursor, int limit) {
        Long before = before(cursor);
        ViewPartition partition = partitions.of(accountId);
        return partition.ask(tables -> {
            Long account = AccountQueries.number(tables, accountId);
            return account == null ? new Slice<>(List.of(), null)
                    : sessions(partition, tables, account, filter, before, limit);
        });
    }

    private static Long before(String cursor) {
        try {
            return cursor == null ? null : Long.valueOf(cursor);
        } catch (NumberFormatException e) {
            throw BadInput.of("cursor", cursor, "the next of such a list");
        }
    }

    private static Slice<SessionRow> sessions(ViewPartition partition, SqlTables tables,
            long account, SessionFilter filter, Long before, int limit) throws SQLException {
        Conditions where = new Conditions("account = ? and requests > 0", account);
        where.add("last_at >= ?", filter.from() == null ? null : filter.from().toEpochMilli());
        where.add("first_at < ?", filter.to() == null ? null : filter.to().toEpochMilli());
        where.add("no < ?", before);
        Long member = filter.member() == null ? null : EntryQueries.name(tables, filter.member());
        where.add("(member = ? or member = " + SEVERAL + ")", member);
        List<Found> found = found(where.bind(
                tables, SELECT, "order by no desc limit " + (limit + 1)));
        boolean more = found.size() > limit;
        List<SessionRow> rows = new ArrayList<>();
        List<Found> page = found.subList(0, Math.min(limit, found.size()));
        for (Found session : page) {
            if (member == null || session.member == member) {
                rows.add(with(session, session.row.tally().plus(
                        units(partition, tables, account, session))));
                continue;
            }
            Map<Part, UsageTally> parts = parts(partition, tables, account, session, member);
            if (!parts.isEmpty()) {
                rows.add(with(session, sum(parts)));
            }
        }
        return new Slice<>(rows, more ? Long.toString(page.get(limit - 1).no) : null);
    }

    private static UsageTally units(ViewPartition partition, SqlTables tables, long account,
            Found session) throws SQLException {
        UsageTally units = UsageTally.NONE;
        try (ResultSet rows = during(account, session).bind(tables,
                "select unit, amount from $unit", "").executeQuery()) {
            while (rows.next()) {
                units = units.plus(UsageTally.ofUnits(Map.of(
                        partition.name(tables, rows.getInt(1)), rows.getLong(2))));
            }
        }
        return units;
    }

    /** The rows of the hours in which a conversation went on. */
    private static Conditions during(long account, Found session) {
        return new Conditions("account = ? and slot > ? and slot <= ? and session = ?", account,
                session.row.firstAt().toEpochMilli() - HOUR_MILLIS,
                session.row.lastAt().toEpochMilli(), session.no);
    }

    private static UsageTally sum(Map<Part, UsageTally> parts) {
        return parts.values().stream().reduce(UsageTally.NONE, UsageTally::plus);
    }

    private static SessionRow with(Found session, UsageTally tally) {
        return new SessionRow(session.row.sessionId(), session.row.firstAt(),
                session.row.lastAt(), tally);
    }

    private record Part(String app, String model) { }

    /** The usage of a conversation, by app and model, from the hours in which it went on. */
    private static Map<Part, UsageTally> parts(ViewPartition partition, SqlTables tables,
            long account, Found session, Long member) throws SQLException {
        Conditions where = during(account, session);
        where.add("member = ?", member);
        Map<Part, UsageTally> parts = new HashMap<>();
        new UsageSelect(partition, tables).read(account, where, List.of(GroupBy.APP, GroupBy.MODEL),
                (slot, group, tally) -> parts.merge(
                        new Part(group.get(0), group.get(1)), tally, UsageTally::plus));
        return parts;
    }

    /** A conversation, whole and by app and model; of one member, or of all. */
    public Optional<SessionDetail> session(String accountId, String sessionId, String member) {
        ViewPartition partition = partitions.of(accountId);
        return Optional.ofNullable(partition.ask(tables -> {
            Long account = AccountQueries.number(tables, accountId);
            return account == null ? null
                    : session(partition, tables, account, sessionId, member);
        }));
    }

    private static SessionDetail session(ViewPartition partition, SqlTables tables, long account,
            String sessionId, String member) throws SQLException {
        List<Found> found = found(tables.bind(SELECT + " where account = ? and id = ?", account,
                sessionId));
        if (found.isEmpty()) {
            return null;
        }
        Map<Part, UsageTally> parts = parts(partition, tables, account, found.get(0),
                member == null ? null : (Long) EntryQueries.name(tables, member));
        List<SessionPart> list = new ArrayList<>();
        parts.forEach((part, tally) -> list.add(new SessionPart(part.app, part.model, tally)));
        list.sort(Comparator.comparingLong((SessionPart p) -> p.tally().costNanos()).reversed()
                .thenComparing(SessionPart::app).thenComparing(SessionPart::model));
        return list.isEmpty() ? null : new SessionDetail(with(found.get(0), sum(parts)), list);
    }

    private static List<Found> found(PreparedStatement query) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new Found(rows.getLong(1), rows.getInt(3), new SessionRow(
                        rows.getString(2), Instant.ofEpochMilli(rows.getLong(4)),
                        Instant.ofEpochMilli(rows.getLong(5)), tally(rows))));
            }
        }
        return found;
    }

    private static UsageTally tally(ResultSet rows) throws SQLException {
        return new UsageTally(rows.getLong(6), rows.getLong(7), rows.getLong(8), rows.getLong(9),
                rows.getLong(10), rows.getLong(11), Map.of(), rows.getLong(12), rows.getLong(13),
                rows.getLong(14));
    }
}
