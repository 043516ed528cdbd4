package dev.extrausage.benchmarks.api;

import dev.extrausage.benchmarks.settings.BadSetting;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The parts of the HTTP API that are measured, and for how long.
 *
 * @param warmUp the time of each load before it counts
 * @param measured the time of each load that counts
 * @param database {@code jdbc:postgresql://…}, of an empty PostgreSQL database that the projector
 *     is measured with as well; null: with SQLite alone
 * @param user its user; null: the URL's own
 * @param passwordFile holds the password; null: none
 */
public record ApiPlan(Duration warmUp, Duration measured, String database, String user,
        Path passwordFile) {
    /** For figures that are to be kept: compiling what a load needs takes 15 s on two cores. */
    public static final ApiPlan FULL =
            new ApiPlan(Duration.ofSeconds(20), Duration.ofSeconds(15), null, null, null);
    /** For a first look. */
    public static final ApiPlan QUICK =
            new ApiPlan(Duration.ofSeconds(3), Duration.ofSeconds(6), null, null, null);

    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Throws {@link BadSetting} for what cannot be. */
    public ApiPlan {
        if (database != null && !database.startsWith(POSTGRESQL)) {
            throw new BadSetting("--database", database, POSTGRESQL + "//HOST/NAME");
        }
        if (database == null && (user != null || passwordFile != null)) {
            throw new BadSetting("--database", "absent", "given where its user or password is");
        }
    }

    /** This one with a PostgreSQL; without one for null. */
    public ApiPlan of(String url, String by, Path password) {
        return new ApiPlan(warmUp, measured, url, by, password);
    }
}
