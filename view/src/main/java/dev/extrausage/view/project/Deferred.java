package dev.extrausage.view.project;

import dev.extrausage.view.database.SqlTables;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Statements of a transaction that nobody waits for: each kind is run at once with all its
 * values, first those that insert, then those that change what may have been inserted. Belongs to
 * one thread.
 */
final class Deferred {
    private final SqlTables tables;
    private final Map<String, PreparedStatement> waiting = new LinkedHashMap<>();

    Deferred(SqlTables tables) {
        this.tables = tables;
    }

    void update(String statement, Object... values) throws SQLException {
        PreparedStatement prepared = tables.bind(statement, values);
        prepared.addBatch();
        waiting.putIfAbsent(statement, prepared);
    }

    /** Runs what has waited. */
    void flush() throws SQLException {
        run(true);
        run(false);
        waiting.clear();
    }

    private void run(boolean inserts) throws SQLException {
        for (Map.Entry<String, PreparedStatement> e : waiting.entrySet()) {
            if (e.getKey().startsWith("insert") == inserts) {
                e.getValue().executeBatch();
            }
        }
    }

    void forget() throws SQLException {
        for (PreparedStatement prepared : waiting.values()) {
            prepared.clearBatch();
        }
        waiting.clear();
    }
}
