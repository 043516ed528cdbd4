package dev.extrausage.view.query;

import dev.extrausage.view.database.SqlTables;
import java.sql.SQLException;

/**
 * Binary search for entries by time: in the order of their numbers the times of an account's
 * entries never go back, from the one that opened the account on. So no index by time is needed.
 */
final class TimeSearch {
    private final SqlTables tables;
    private final long account;
    private final long opened;
    private final long last;

    TimeSearch(SqlTables tables, long account) throws SQLException {
        this.tables = tables;
        this.account = account;
        Long first = tables.number("select min(sequence) from $plan where account = ?", account);
        opened = first == null ? Long.MAX_VALUE : first;
        Long end = tables.number("select max(sequence) from $entry where account = ?", account);
        last = end == null ? 0 : end;
    }

    /** The number of the entry that opened the account; those before it have no order in time. */
    long opened() {
        return opened;
    }

    /** The number of the first kept entry since the opening whose time is {@code at} or later. */
    long firstFrom(long at) throws SQLException {
        Long kept = tables.number("select min(sequence) from $entry where account = ?"
                + " and sequence >= ?", account, opened);
        if (kept == null) {
            return last + 1;
        }
        long low = kept;
        long high = last + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            Long time = tables.number(
                    "select at from $entry where account = ? and sequence = ?", account, middle);
            if (time == null || time < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** True if every entry whose time is {@code at} or later is kept one by one. */
    boolean hasAllFrom(long at) throws SQLException {
        Long first = tables.number("select min(sequence) from $entry where account = ?", account);
        if (first == null) {
            return false;
        }
        Long time = tables.number(
                "select at from $entry where account = ? and sequence = ?", account, first);
        return first == 1 || time != null && time < at;
    }
}
