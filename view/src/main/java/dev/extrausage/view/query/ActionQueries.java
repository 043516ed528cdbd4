package dev.extrausage.view.query;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Outcome;
import dev.extrausage.view.database.EntryTypes;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.StoredEntry;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.rows.ActionFilter;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.Slice;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Questions about what people and services did, over all accounts. */
public final class ActionQueries {
    private static final long BILLION = 1_000_000_000;
    private static final Comparator<Place> NEWEST_FIRST = Comparator
            .comparingLong(Place::received).thenComparingInt(Place::partition)
            .thenComparingLong(Place::account).thenComparingLong(Place::sequence).reversed();

    private final Partitions partitions;
    private final EntrySelect select = new EntrySelect();

    /** An action's place in the list: the cursor is the last one's. */
    private record Place(long received, int partition, long account, long sequence) {
        static Place parse(String cursor) {
            String[] parts = cursor.split("-", -1);
            try {
                if (parts.length == 4) {
                    return new Place(Long.parseLong(parts[0]), Integer.parseInt(parts[1]),
                            Long.parseLong(parts[2]), Long.parseLong(parts[3]));
                }
            } catch (NumberFormatException e) {
                throw BadInput.of("cursor", cursor, "the next of such a list");
            }
            throw BadInput.of("cursor", cursor, "the next of such a list");
        }

        @Override public String toString() {
            return received + "-" + partition + "-" + account + "-" + sequence;
        }
    }

    private record Action(Place place, EntryRow row) { }

    /** Questions to these partitions. */
    public ActionQueries(Partitions partitions) {
        this.partitions = partitions;
    }

    /** Actions, newest first: the first of each partition, merged. */
    public Slice<EntryRow> actions(ActionFilter filter, String cursor, int limit) {
        Place after = cursor == null ? null : Place.parse(cursor);
        List<ViewPartition> asked = filter.accountId() == null
                ? partitions.all() : List.of(partitions.of(filter.accountId()));
        List<Action> found = new ArrayList<>();
        for (ViewPartition partition : asked) {
            found.addAll(partition.ask(tables -> ask(partition, tables, filter, after, limit)));
        }
        found.sort(Comparator.comparing(Action::place, NEWEST_FIRST));
        boolean more = found.size() > limit;
        List<Action> page = found.subList(0, Math.min(limit, found.size()));
        return new Slice<>(page.stream().map(Action::row).toList(),
                more ? page.get(limit - 1).place().toString() : null);
    }

    private List<Action> ask(ViewPartition partition, SqlTables tables, ActionFilter filter,
            Place after, int limit) throws SQLException {
        Conditions where = new Conditions("1 = 1");
        where.add("actor = ?", filter.actor());
        where.add("received >= ?", filter.from() == null ? null : filter.from().toEpochMilli());
        where.add("received < ?", filter.to() == null ? null : filter.to().toEpochMilli());
        if (filter.accountId() != null) {
            Long account = AccountQueries.number(tables, filter.accountId());
            where.add("account = ?", account == null ? -1L : account);
        }
        if (after != null && partition.number() == after.partition) {
            where.addAll("(received, account, sequence) < (?, ?, ?)",
                    after.received, after.account, after.sequence);
        } else if (after != null) {
            where.add(partition.number() < after.partition ? "received <= ?" : "received < ?",
                    after.received);
        }
        List<Place> places = new ArrayList<>();
        try (ResultSet rows = where.bind(tables, "select received, account, sequence from $action",
                "order by received desc, account desc, sequence desc limit " + (limit + 1))
                .executeQuery()) {
            while (rows.next()) {
                places.add(new Place(rows.getLong(1), partition.number(), rows.getLong(2),
                        rows.getLong(3)));
            }
        }
        List<Action> actions = new ArrayList<>();
        for (Place place : places) {
            for (StoredEntry e : select.read(partition, tables, tables.bind(EntrySelect.SELECT
                    + " where e.account = ? and e.sequence = ?", place.account, place.sequence))) {
                actions.add(new Action(place, e.row()));
            }
        }
        return actions;
    }

    /** The sum of an actor's applied changes, nano-USD; the greatest number if it is too great. */
    public long writtenBy(String actor, Set<String> types, long from) {
        String numbers = types.stream().map(EntryTypes::number).sorted().map(String::valueOf)
                .collect(Collectors.joining(", "));
        if (numbers.isEmpty()) {
            return 0;
        }
        BigInteger sum = BigInteger.ZERO;
        for (ViewPartition partition : partitions.all()) {
            sum = sum.add(partition.ask(tables -> sum(tables, actor, numbers, from)));
        }
        return sum.bitLength() < Long.SIZE ? sum.longValue() : Long.MAX_VALUE;
    }

    /** Adds up billions and the rest apart, so that neither overflows. */
    private static BigInteger sum(SqlTables tables, String actor, String types, long from)
            throws SQLException {
        try (ResultSet rows = tables.bind("select sum(amount / " + BILLION + "), sum(amount % "
                + BILLION + ") from $action where actor = ? and received >= ? and outcome = "
                + Outcome.APPLIED.ordinal() + " and type in (" + types + ")", actor, from)
                .executeQuery()) {
            rows.next();
            return BigInteger.valueOf(rows.getLong(1)).multiply(BigInteger.valueOf(BILLION))
                    .add(BigInteger.valueOf(rows.getLong(2)));
        }
    }
}
