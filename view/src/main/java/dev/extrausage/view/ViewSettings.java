package dev.extrausage.view;

import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.view.database.PostgresLogin;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The settings of a read model.
 *
 * @param kafka what any Kafka client is told: {@code bootstrap.servers}, and security if any
 * @param ids the cluster's schema ids; stay open as long as the read model
 * @param catalog the catalog in force, which cuts billing cycles
 * @param folder where SQLite's files are; created if absent; null with a database
 * @param database {@code jdbc:postgresql://…}; null: SQLite in the folder
 * @param login to PostgreSQL
 * @param retention how long entries are kept one by one
 * @param staleAfter knowledge that is older is stale
 * @param readers connections for reading, per partition (SQLite) or for all (PostgreSQL)
 * @param clock tells the time
 */
public record ViewSettings(
        Map<String, Object> kafka, SchemaIds ids, Supplier<Catalog> catalog, Path folder,
        String database, PostgresLogin login, Duration retention, Duration staleAfter,
        int readers, Clock clock) {
    /** For how long entries are kept one by one, unless it is chosen otherwise. */
    public static final Duration RETENTION = Duration.ofDays(90);
    private static final Duration STALE_AFTER = Duration.ofSeconds(30);
    private static final int READERS = 4;
    private static final int SHARED_READERS = 16;

    /** Copies the map; throws {@link IllegalArgumentException} for what cannot be. */
    public ViewSettings {
        kafka = Map.copyOf(kafka);
        if (folder == null == (database == null)) {
            throw new IllegalArgumentException(
                    "folder is " + folder + ": it or a database must be given, and not both");
        }
        if (database != null && !database.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("database must begin with jdbc:postgresql:");
        }
        if (readers < 1) {
            throw new IllegalArgumentException("readers is " + readers + ": must be at least 1");
        }
    }

    /** SQLite's files in a folder. */
    public static ViewSettings sqlite(Map<String, Object> kafka, SchemaIds ids,
            Supplier<Catalog> catalog, Path folder) {
        return new ViewSettings(kafka, ids, catalog, folder, null, PostgresLogin.NONE, RETENTION,
                STALE_AFTER, READERS, Clock.systemUTC());
    }

    /** A schema of its own in PostgreSQL. */
    public static ViewSettings postgresql(Map<String, Object> kafka, SchemaIds ids,
            Supplier<Catalog> catalog, String database, PostgresLogin login) {
        return new ViewSettings(kafka, ids, catalog, null, database, login, RETENTION,
                STALE_AFTER, SHARED_READERS, Clock.systemUTC());
    }

    /** These with another retention of entries. */
    public ViewSettings withRetention(Duration kept) {
        return new ViewSettings(kafka, ids, catalog, folder, database, login, kept, staleAfter,
                readers, clock);
    }

    /** These with another bound of staleness. */
    public ViewSettings withStaleAfter(Duration bound) {
        return new ViewSettings(kafka, ids, catalog, folder, database, login, retention,
                bound, readers, clock);
    }

    /** These with another clock. */
    public ViewSettings withClock(Clock other) {
        return new ViewSettings(kafka, ids, catalog, folder, database, login, retention,
                staleAfter, readers, other);
    }

    /** Leaves the password out. */
    @Override public String toString() {
        return "ViewSettings[" + (folder != null ? folder : database) + "]";
    }
}
