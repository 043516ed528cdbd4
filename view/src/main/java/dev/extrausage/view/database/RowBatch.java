package dev.extrausage.view.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Rows of one statement, run some hundreds at a time. The driver of SQLite keeps each value of a
 * batch as an object until it runs, and clears its longest batch so far at the end of every later
 * one: a batch of many thousands would cost the small ones after it more than their rows do.
 * Belongs to one thread.
 */
public final class RowBatch {
    private static final int MOST_ROWS = 500;

    private final PreparedStatement statement;
    private int rows;

    RowBatch(PreparedStatement statement) {
        this.statement = statement;
    }

    /** The statement, to which the values of the next row are bound. */
    public PreparedStatement row() {
        return statement;
    }

    /** Takes the row that is bound. */
    public void add() throws SQLException {
        statement.addBatch();
        rows++;
        if (rows == MOST_ROWS) {
            run();
        }
    }

    /** Runs what waits. */
    public void run() throws SQLException {
        if (rows > 0) {
            rows = 0;
            statement.executeBatch();
        }
    }
}
