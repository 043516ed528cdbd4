package dev.extrausage.view.query;

import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageTally;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sums over the rows of sums. The database adds up billions and the rest apart, so that neither sum
 * can overflow; the greatest number stands for what does not fit together.
 */
final class UsageSelect {
    private static final long BILLION = 1_000_000_000;
    private static final List<String> COLUMNS = List.of("requests", "input", "output",
            "cache_write", "cache_write_1h", "cache_read", "allowance", "extra", "uncovered");

    private final ViewPartition partition;
    private final SqlTables tables;

    /** A receiver of the sums of one slot and group. */
    interface Into {
        void add(long slot, List<String> group, UsageTally tally) throws SQLException;
    }

    UsageSelect(ViewPartition partition, SqlTables tables) {
        this.partition = partition;
        this.tables = tables;
    }

    /** The rows that {@code where} names, by slot and by these properties. */
    void read(long account, Conditions where, List<UsageQuery.GroupBy> properties, Into into)
            throws SQLException {
        String keys = keys(properties);
        int first = 2 + properties.size();
        try (ResultSet rows = where.bind(tables, "select " + keys + ", " + sums() + " from $usage",
                "group by " + keys).executeQuery()) {
            while (rows.next()) {
                into.add(rows.getLong(1), group(account, rows, properties), tally(rows, first));
            }
        }
        try (ResultSet rows = where.bind(tables, "select " + keys + ", unit, " + halves("amount")
                + " from $unit", "group by " + keys + ", unit").executeQuery()) {
            while (rows.next()) {
                into.add(rows.getLong(1), group(account, rows, properties),
                        UsageTally.ofUnits(Map.of(partition.name(tables, rows.getInt(first)),
                                whole(rows, first + 1))));
            }
        }
    }

    private static String keys(List<UsageQuery.GroupBy> properties) {
        StringBuilder keys = new StringBuilder("slot");
        for (UsageQuery.GroupBy property : properties) {
            keys.append(", ").append(column(property));
        }
        return keys.toString();
    }

    private static String column(UsageQuery.GroupBy property) {
        return switch (property) {
            case APP -> "app";
            case MODEL -> "model";
            case SESSION -> "session";
            case MEMBER -> "member";
            case SERVICE_TIER -> "tier";
        };
    }

    private static String sums() {
        List<String> sums = new ArrayList<>();
        COLUMNS.forEach(column -> sums.add(halves(column)));
        return String.join(", ", sums);
    }

    private static String halves(String column) {
        return "sum(" + column + " / " + BILLION + "), sum(" + column + " % " + BILLION + ")";
    }

    private List<String> group(long account, ResultSet rows, List<UsageQuery.GroupBy> properties)
            throws SQLException {
        List<String> group = new ArrayList<>();
        for (int i = 0; i < properties.size(); i++) {
            long no = rows.getLong(2 + i);
            String name = properties.get(i) == UsageQuery.GroupBy.SESSION
                    ? session(account, no) : partition.name(tables, (int) no);
            group.add(name == null ? "" : name);
        }
        return group;
    }

    private String session(long account, long no) throws SQLException {
        if (no == 0) {
            return null;
        }
        try (ResultSet rows = tables.bind("select id from $session where account = ? and no = ?",
                account, no).executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static UsageTally tally(ResultSet rows, int first) throws SQLException {
        long[] sums = new long[COLUMNS.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = whole(rows, first + 2 * i);
        }
        return new UsageTally(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], Map.of(),
                sums[6], sums[7], sums[8]);
    }

    private static long whole(ResultSet rows, int column) throws SQLException {
        BigInteger sum = BigInteger.valueOf(rows.getLong(column))
                .multiply(BigInteger.valueOf(BILLION))
                .add(BigInteger.valueOf(rows.getLong(column + 1)));
        return sum.bitLength() < Long.SIZE ? sum.longValue() : Long.MAX_VALUE;
    }
}
