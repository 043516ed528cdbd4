package dev.extrausage.view.project;

import dev.extrausage.view.database.SqlTables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers that stand for the names of apps, models, members, tiers and units in rows; 0 is no
 * name. LRU cache of what the table holds; emptied whenever a transaction was not committed.
 * Belongs to one thread.
 */
final class NameNumbers {
    private static final int MOST = 50_000;

    private final SqlTables tables;
    private final Map<String, Integer> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST;
        }
    };
    private Integer next;

    NameNumbers(SqlTables tables) {
        this.tables = tables;
    }

    /** The name's number, now given if it has none; 0 for null. */
    int of(String name) throws SQLException {
        if (name == null) {
            return 0;
        }
        Integer number = known.get(name);
        if (number == null) {
            number = find(name);
            known.put(name, number);
        }
        return number;
    }

    private int find(String name) throws SQLException {
        PreparedStatement select = tables.prepare("select no from $name where id = ?");
        select.setString(1, name);
        try (ResultSet rows = select.executeQuery()) {
            if (rows.next()) {
                return rows.getInt(1);
            }
        }
        if (next == null) {
            Long last = tables.number("select max(no) from $name");
            next = last == null ? 1 : (int) (last + 1);
        }
        tables.update("insert into $name (no, id) values (?, ?)", next, name);
        return next++;
    }

    void forget() {
        known.clear();
        next = null;
    }
}
