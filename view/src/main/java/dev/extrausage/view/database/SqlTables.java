package dev.extrausage.view.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One partition's tables, seen through one connection. Belongs to one thread at a time. */
public final class SqlTables {
    private final SqlConnection connection;
    private final Tables tables;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    SqlTables(SqlConnection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** A statement in which {@code $entry} stands for the table of entries, prepared once. */
    public PreparedStatement prepare(String statement) throws SQLException {
        PreparedStatement known = prepared.get(statement);
        if (known == null) {
            known = connection.prepare(tables.sql(statement));
            prepared.put(statement, known);
        }
        return known;
    }

    /** A prepared statement with these values: numbers, text, bytes, or null. */
    public PreparedStatement bind(String statement, Object... values) throws SQLException {
        PreparedStatement prepared = prepare(statement);
        bind(prepared, values);
        return prepared;
    }

    /** Gives a statement these values: numbers, text, bytes, or null. */
    public static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** Rows of a statement, run some hundreds at a time. */
    public RowBatch batch(String statement) throws SQLException {
        return new RowBatch(prepare(statement));
    }

    /** Runs a statement that changes rows, and returns how many. */
    public int update(String statement, Object... values) throws SQLException {
        return bind(statement, values).executeUpdate();
    }

    /** The first column of the first row as a number; null where there is none. */
    public Long number(String statement, Object... values) throws SQLException {
        try (ResultSet rows = bind(statement, values).executeQuery()) {
            if (!rows.next()) {
                return null;
            }
            long number = rows.getLong(1);
            return rows.wasNull() ? null : (Long) number;
        }
    }

    /** A column as a number; null where there is none. */
    public static Long optional(ResultSet rows, int column) throws SQLException {
        long number = rows.getLong(column);
        return rows.wasNull() ? null : (Long) number;
    }

    /** The connection that these run on. */
    public SqlConnection connection() {
        return connection;
    }
}
