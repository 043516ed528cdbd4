package dev.extrausage.view.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what lies in the write-ahead logs of some SQLite files into the files, on a thread of its
 * own: a writer that did so itself at a commit would stand still for as long as hundreds of
 * megabytes take. The kind is {@code PASSIVE}, which waits for nobody and which nobody waits for.
 * Safe for use by several threads.
 */
final class Checkpointer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final long LOOK_MILLIS = 500;
    /** Below this a copy is not worth its flush to the disk. */
    private static final long WORTH_BYTES = 32L << 20;

    private final Map<Path, Connection> files = new ConcurrentHashMap<>();
    private ScheduledExecutorService timer;

    /** Sees to a file from now on; {@code connection} is closed with this. */
    synchronized void watch(Path file, Connection connection) throws SQLException {
        Connection before = files.put(file, connection);
        if (before != null) {
            before.close();
        }
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(look -> {
                Thread thread = new Thread(look, "view-checkpoint");
                thread.setDaemon(true);
                return thread;
            });
            timer.scheduleWithFixedDelay(
                    this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void look() {
        files.forEach((file, connection) -> {
            Path log = file.resolveSibling(file.getFileName() + "-wal");
            try {
                if (Files.exists(log) && Files.size(log) >= WORTH_BYTES) {
                    copy(connection);
                }
            } catch (IOException | SQLException e) {
                // The writer does it itself when its log has grown to its own bound.
                LOG.debug("{} is not copied into its file now", log, e);
            }
        });
    }

    private static void copy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_checkpoint(PASSIVE)");
        }
    }

    @Override public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        for (Connection connection : files.values()) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("a connection does not close", e);
            }
        }
        files.clear();
    }
}
