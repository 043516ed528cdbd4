package dev.extrausage.view.query;

import dev.extrausage.view.database.SqlTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The spans of time of which there are sums: hours in UTC, cut where a cycle of the account began.
 * A question that cuts one is answered from the entries of that span.
 */
final class Slots {
    private static final long HOUR_MILLIS = 3_600_000;

    private final NavigableSet<Long> cuts = new TreeSet<>();

    Slots(SqlTables tables, long account, long from, long to) throws SQLException {
        try (ResultSet rows = tables.bind(
                "select at from $cut where account = ? and at >= ? and at < ?", account,
                hourOf(from), to + HOUR_MILLIS).executeQuery()) {
            while (rows.next()) {
                cuts.add(rows.getLong(1));
            }
        }
    }

    private static long hourOf(long at) {
        return at - Math.floorMod(at, HOUR_MILLIS);
    }

    /** The start of the span that holds an instant. */
    long startOf(long at) {
        Long cut = cuts.floor(at);
        return cut == null ? hourOf(at) : Math.max(hourOf(at), cut);
    }

    private long endOf(long start) {
        Long cut = cuts.higher(start);
        long end = hourOf(start) + HOUR_MILLIS;
        return cut == null ? end : Math.min(end, cut);
    }

    /** The spans that these instants cut: by their starts, the ends; and what cuts them. */
    Map<Long, Long> cutBy(NavigableSet<Long> instants) {
        Map<Long, Long> cut = new LinkedHashMap<>();
        for (long instant : instants) {
            long start = startOf(instant);
            if (start != instant) {
                cut.put(start, endOf(start));
            }
        }
        return cut;
    }
}
