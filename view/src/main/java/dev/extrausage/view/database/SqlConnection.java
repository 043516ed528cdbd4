package dev.extrausage.view.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection with its prepared statements, which are kept. Every statement runs in a transaction.
 * Belongs to one thread at a time.
 */
public final class SqlConnection implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    SqlConnection(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** The statement, prepared once; {@code sql} has the tables' names in place. */
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    Connection connection() {
        return connection;
    }

    /** Ends the transaction. */
    public void commit() throws SQLException {
        connection.commit();
    }

    /** Takes back what the transaction did. */
    public void rollback() throws SQLException {
        connection.rollback();
    }

    @Override public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is thrown away, whatever it was about to say.
            prepared.clear();
        }
    }
}
