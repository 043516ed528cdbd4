package dev.extrausage.view.project;

import dev.extrausage.view.database.SqlTables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers that stand for an account's conversations: 1, 2, 3 in the order in which they began;
 * 0 is none. LRU cache of what the table holds; emptied whenever a transaction was not committed.
 * Belongs to one thread.
 */
final class SessionNumbers {
    private static final int MOST = 100_000;

    private final SqlTables tables;
    private final Map<Key, Long> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > MOST;
        }
    };
    /** The last number of each account that got one in this transaction. */
    private final Map<Long, Long> given = new HashMap<>();
    private final Map<Key, Long> newOnes = new HashMap<>();

    private record Key(long account, String id) { }

    SessionNumbers(SqlTables tables) {
        this.tables = tables;
    }

    /** The conversation's number, now given if it has none; 0 for null. */
    long of(long account, String sessionId) throws SQLException {
        if (sessionId == null) {
            return 0;
        }
        Key key = new Key(account, sessionId);
        Long number = known.get(key);
        if (number == null) {
            number = newOnes.get(key);
        }
        if (number == null) {
            number = find(key);
            known.put(key, number);
        }
        return number;
    }

    private long find(Key key) throws SQLException {
        PreparedStatement select =
                tables.prepare("select no from $session where account = ? and id = ?");
        select.setLong(1, key.account);
        select.setString(2, key.id);
        try (ResultSet rows = select.executeQuery()) {
            if (rows.next()) {
                return rows.getLong(1);
            }
        }
        Long last = given.get(key.account);
        if (last == null) {
            last = tables.number("select max(no) from $session where account = ?", key.account);
        }
        long number = last == null ? 1 : last + 1;
        given.put(key.account, number);
        newOnes.put(key, number);
        return number;
    }

    /** The transaction is about to be committed. */
    void flush() {
        given.clear();
        newOnes.clear();
    }

    void forget() {
        known.clear();
        flush();
    }
}
