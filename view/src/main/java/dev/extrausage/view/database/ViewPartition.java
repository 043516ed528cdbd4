package dev.extrausage.view.database;

import dev.extrausage.view.rows.NotComplete;
import dev.extrausage.view.rows.ViewUnavailable;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One partition of the read model, as readers see it: its tables, how much is known, and what is
 * wrong with it. Safe for use by several threads.
 */
public final class ViewPartition {
    private static final int MOST_NAMES = 50_000;

    private final int number;
    private final ViewDatabase database;
    private final ConcurrentHashMap<Integer, String> names = new ConcurrentHashMap<>();
    /** 0: it was never folded to its end. */
    private volatile long knownAt;
    private volatile String databaseProblem;
    private volatile String journalProblem;

    /** A question to one partition's tables. */
    public interface Question<T> {
        /** Asks it. */
        T ask(SqlTables tables) throws SQLException;
    }

    /** A partition of which nothing is known. */
    public ViewPartition(int number, ViewDatabase database) {
        this.number = number;
        this.database = database;
    }

    /** Its number, the same on every topic. */
    public int number() {
        return number;
    }

    /** Asks for what earlier lives of a process left known; throws where there are no tables. */
    public void restore() throws SQLException {
        try (SqlConnection connection = database.openReader(number)) {
            Long known = database.statements(connection, number)
                    .number("select known_at from $position");
            knownAt = known == null ? 0 : known;
        }
    }

    /**
     * The answer to a question.
     *
     * @throws NotComplete the partition was never folded to its end
     * @throws ViewUnavailable the database cannot be read, or not be written at the moment
     */
    public <T> T ask(Question<T> question) {
        if (knownAt == 0) {
            throw new NotComplete("Partition " + number
                    + " of the read model is being built and has not come to its end yet.");
        }
        String problem = databaseProblem;
        if (problem != null) {
            throw new ViewUnavailable(problem, null);
        }
        return database.readers(number).ask(
                connection -> question.ask(database.statements(connection, number)));
    }

    /**
     * The name that a number stands for; null for 0. Names do not change while a database goes on,
     * so they are kept.
     */
    public String name(SqlTables tables, int no) throws SQLException {
        if (no == 0) {
            return null;
        }
        String known = names.get(no);
        if (known == null) {
            try (var rows = tables.bind("select id from $name where no = ?", no).executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("no name has the number " + no);
                }
                known = rows.getString(1);
            }
            if (names.size() >= MOST_NAMES) {
                names.clear();
            }
            names.put(no, known);
        }
        return known;
    }

    /** Everything that was committed by then can be read; 0: it was never folded to its end. */
    public long knownAt() {
        return knownAt;
    }

    /** Advances {@link #knownAt}; it never goes back. */
    public void advance(long time) {
        knownAt = Math.max(knownAt, time);
    }

    /** Forgets everything: the partition is built anew. */
    public void forget() {
        knownAt = 0;
        names.clear();
    }

    /** Forgets names: a database that is opened anew may be one that was put back meanwhile. */
    public void forgetNames() {
        names.clear();
    }

    /** Takes note of what keeps the database from being written; null: nothing does. */
    public void databaseProblem(String sentence) {
        databaseProblem = sentence;
    }

    /** The reason why the database cannot be written; or null. */
    public String databaseProblem() {
        return databaseProblem;
    }

    /** Takes note of what keeps the journal from being read; null: nothing does. */
    public void journalProblem(String sentence) {
        journalProblem = sentence;
    }

    /** The reason why the journal cannot be read; or null. */
    public String journalProblem() {
        return journalProblem;
    }
}
