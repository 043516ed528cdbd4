package dev.extrausage.view.project;

import dev.extrausage.view.database.RowBatch;
import dev.extrausage.view.database.SqlTables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements of a transaction that nobody waits for: each kind is run at once with all its
 * values, first those that insert, then those that change what may have been inserted. Belongs to
 * one thread.
 */
final class Deferred {
    private final SqlTables tables;
    private final Map<String, List<Object[]>> waiting = new LinkedHashMap<>();

    Deferred(SqlTables tables) {
        this.tables = tables;
    }

    void update(String statement, Object... values) {
        waiting.computeIfAbsent(statement, any -> new ArrayList<>()).add(values);
    }

    /** Runs what has waited. */
    void flush() throws SQLException {
        run(true);
        run(false);
        waiting.clear();
    }

    private void run(boolean inserts) throws SQLException {
        for (Map.Entry<String, List<Object[]>> e : waiting.entrySet()) {
            if (e.getKey().startsWith("insert") == inserts) {
                run(tables.batch(e.getKey()), e.getValue());
            }
        }
    }

    private static void run(RowBatch batch, List<Object[]> rows) throws SQLException {
        for (Object[] values : rows) {
            SqlTables.bind(batch.row(), values);
            batch.add();
        }
        batch.run();
    }

    void forget() {
        waiting.clear();
    }
}
