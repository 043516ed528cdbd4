package dev.extrausage.view.database;

import dev.extrausage.view.rows.ViewUnavailable;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A bounded pool of connections that read. Each question is one transaction, so that all its
 * statements see one state. A connection that failed is not used again. Safe for use by several
 * threads.
 */
public final class Readers implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = 5;

    private final Opener opener;
    private final int most;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<SqlConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** Opens one more connection. */
    interface Opener {
        SqlConnection open() throws SQLException;
    }

    /** A question to the database. */
    public interface Question<T> {
        /** Asks it, through a connection that is the question's own until it returns. */
        T ask(SqlConnection connection) throws SQLException;
    }

    Readers(Opener opener, int most) {
        this.opener = opener;
        this.most = most;
        free = new Semaphore(most, true);
    }

    /**
     * The answer to a question. Where a connection that was kept has broken, as when the server was
     * restarted, the question is asked again on a new one.
     *
     * @throws ViewUnavailable the database does not answer, or all connections are busy
     */
    public <T> T ask(Question<T> question) {
        acquire();
        try {
            SqlConnection kept = takeIdle();
            if (kept == null) {
                return ask(question, opener.open());
            }
            try {
                return ask(question, kept);
            } catch (SQLException e) {
                if (!hasBroken(e)) {
                    throw e;
                }
                closeIdle(); // their server is the same
                return ask(question, opener.open());
            }
        } catch (SQLException e) {
            throw new ViewUnavailable(
                    "The read model's database does not answer: " + e.getMessage(), e);
        } finally {
            free.release();
        }
    }

    private <T> T ask(Question<T> question, SqlConnection connection) throws SQLException {
        T answer;
        try {
            answer = question.ask(connection);
            connection.rollback();
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        giveBack(connection);
        return answer;
    }

    /** True if the server ended the connection; not where it is silent, as it would be again. */
    private static boolean hasBroken(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"))
                && !(e.getCause() instanceof SocketTimeoutException);
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new ViewUnavailable("All " + most + " connections of the read model were busy"
                        + " for " + LONGEST_WAIT_SECONDS + " s.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ViewUnavailable("Interrupted while waiting for the read model.", e);
        }
    }

    private SqlConnection takeIdle() throws SQLException {
        if (closed) {
            throw new SQLException("it is closed");
        }
        return idle.pollFirst();
    }

    private void giveBack(SqlConnection connection) {
        idle.addFirst(connection);
        if (closed) {
            close();
        }
    }

    /** Closes what is idle now, and each other as it comes back. */
    @Override public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (SqlConnection c = idle.pollFirst(); c != null; c = idle.pollFirst()) {
            c.close();
        }
    }
}
