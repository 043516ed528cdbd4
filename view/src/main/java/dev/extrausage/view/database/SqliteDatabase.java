package dev.extrausage.view.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * SQLite, one file a partition, in WAL mode: readers see the state before the writer's transaction,
 * and nobody waits for the other. {@code synchronous} is NORMAL, which can lose the last commits
 * when the machine loses its power, and never order or integrity: the offset is in the same file,
 * so what was lost is folded again.
 */
public final class SqliteDatabase implements ViewDatabase {
    private static final Pattern FILE =
            Pattern.compile("view-v(\\d+)-p\\d+\\.sqlite(-wal|-shm|-journal)?");
    private static final int BUSY_MILLIS = 2_000;
    private static final int WRITERS_CACHE_KIB = 128 * 1024;
    private static final int READERS_CACHE_KIB = 4 * 1024;
    /** The log's own bound, of 1 GiB: a {@link Checkpointer} copies it long before. */
    private static final int CHECKPOINT_PAGES = 256 * 1024;
    private static final long MAPPED_BYTES = 1L << 30;
    private static final Tables TABLES = new Tables("", "");

    private final Path folder;
    private final int version;
    private final int readers;
    private final long mostPages;
    private final Map<Integer, Readers> pools = new ConcurrentHashMap<>();
    private final Checkpointer checkpointer = new Checkpointer();

    /**
     * The files in a folder, which is created if absent.
     *
     * @param version of the tables, {@link Schema#VERSION}
     * @param readers connections per file
     * @param mostPages the most pages of 4 KiB that a file may have; 0: as many as
     *     there is room for
     */
    public SqliteDatabase(Path folder, int version, int readers, long mostPages) {
        this.folder = folder;
        this.version = version;
        this.readers = readers;
        this.mostPages = mostPages;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the read model's folder cannot be created", e);
        }
    }

    private Path file(int partition) {
        return folder.resolve("view-v" + version + "-p" + partition + ".sqlite");
    }

    @Override public int partitions() throws SQLException {
        if (!Files.exists(file(0))) {
            return 0;
        }
        try (SqlConnection connection = openReader(0)) {
            SqlTables tables = statements(connection, 0);
            Long there = tables.number(
                    "select count(*) from sqlite_master where name = 'position'");
            Long partitions = there == null || there == 0 ? null
                    : tables.number("select partitions from $position");
            return partitions == null ? 0 : partitions.intValue();
        }
    }

    @Override public SqlTables openWriter(int partition) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        // The driver begins the next transaction as soon as one ends: it must lock nothing by that.
        config.setTransactionMode(TransactionMode.DEFERRED);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-WRITERS_CACHE_KIB);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setGetGeneratedKeys(false); // else each insert is followed by a query for its key
        SqlConnection connection = open(config, partition);
        try {
            pragma(connection, "wal_autocheckpoint = " + CHECKPOINT_PAGES);
            if (mostPages > 0) {
                pragma(connection, "max_page_count = " + mostPages);
            }
            SqlTables tables = statements(connection, partition);
            for (String create : Schema.sqlite()) {
                tables.update(create);
            }
            connection.commit();
            checkpointer.watch(file(partition), config.createConnection(url(partition)));
            return tables;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void pragma(SqlConnection connection, String pragma) throws SQLException {
        connection.connection().setAutoCommit(true);
        try (Statement statement = connection.connection().createStatement()) {
            statement.execute("pragma " + pragma);
        }
        connection.connection().setAutoCommit(false);
    }

    @Override public SqlConnection openReader(int partition) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(TransactionMode.DEFERRED);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-READERS_CACHE_KIB);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, Long.toString(MAPPED_BYTES));
        return open(config, partition);
    }

    private SqlConnection open(SQLiteConfig config, int partition) throws SQLException {
        return new SqlConnection(config.createConnection(url(partition)));
    }

    private String url(int partition) {
        return "jdbc:sqlite:" + file(partition);
    }

    @Override public SqlTables statements(SqlConnection connection, int partition) {
        return new SqlTables(connection, TABLES);
    }

    @Override public Readers readers(int partition) {
        return pools.computeIfAbsent(
                partition, p -> new Readers(() -> openReader(p), readers));
    }

    @Override public void dropEarlier() {
        try (var files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches() && Integer.parseInt(name.group(1)) < version) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of an earlier version stay", e);
        }
    }

    @Override public void close() {
        checkpointer.close();
        List.copyOf(pools.values()).forEach(Readers::close);
    }
}
