package dev.extrausage.view.database;

import java.sql.SQLException;

/**
 * The place of the read model. Each partition has the same tables; a writer and any number of
 * readers see them through connections of their own. Safe for use by several threads.
 */
public sealed interface ViewDatabase extends AutoCloseable
        permits SqliteDatabase, PostgresDatabase {
    /** The number of partitions that it holds by now; 0: none, or none that can be read. */
    int partitions() throws SQLException;

    /** Opens the one connection that changes a partition, creating its tables if need be. */
    SqlTables openWriter(int partition) throws SQLException;

    /** Opens a connection that reads; a pool of {@link Readers} asks for it. */
    SqlConnection openReader(int partition) throws SQLException;

    /** One partition's tables through a connection that this opened. */
    SqlTables statements(SqlConnection connection, int partition);

    /** The pool of a partition's readers. */
    Readers readers(int partition);

    /** Deletes what earlier versions of the tables have left. */
    void dropEarlier() throws SQLException;

    @Override void close();
}
