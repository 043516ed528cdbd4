package dev.extrausage.benchmarks.api;

import dev.extrausage.benchmarks.settings.BadSetting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The parts of the HTTP API that are measured, and for how long.
 *
 * @param parts what is measured
 * @param warmUp the time of each load before it counts
 * @param measured the time of each load that counts
 * @param database {@code jdbc:postgresql://…}, of an empty PostgreSQL database that the projector
 *     is measured with as well; null: with SQLite alone
 * @param user its user; null: the URL's own
 * @param passwordFile holds the password; null: none
 */
public record ApiPlan(Set<ApiPart> parts, Duration warmUp, Duration measured, String database,
        String user, Path passwordFile) {
    private static final Set<ApiPart> ALL = EnumSet.allOf(ApiPart.class);

    /** For figures that are to be kept: compiling what a load needs takes 15 s on two cores. */
    public static final ApiPlan FULL = new ApiPlan(
            ALL, Duration.ofSeconds(20), Duration.ofSeconds(15), null, null, null);
    /** For a first look. */
    public static final ApiPlan QUICK = new ApiPlan(
            ALL, Duration.ofSeconds(3), Duration.ofSeconds(6), null, null, null);
    /** For what must be compiled before a load of which no request may be slow. */
    static final ApiPlan WARM_UP =
            new ApiPlan(ALL, Duration.ZERO, Duration.ofSeconds(20), null, null, null);

    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Throws {@link BadSetting} for what cannot be. */
    public ApiPlan {
        parts = Set.copyOf(parts);
        if (database != null && !database.startsWith(POSTGRESQL)) {
            throw new BadSetting("--database", database, POSTGRESQL + "//HOST/NAME");
        }
        if (database == null && (user != null || passwordFile != null)) {
            throw new BadSetting("--database", "absent", "given where its user or password is");
        }
        if (database != null && !parts.contains(ApiPart.PROJECTOR)) {
            throw new BadSetting("--api", ApiPart.names(parts), "projector too, for --database");
        }
    }

    /** This one with a PostgreSQL; without one for null. */
    public ApiPlan of(String url, String by, Path password) {
        return new ApiPlan(parts, warmUp, measured, url, by, password);
    }

    /** This one with those parts alone. */
    public ApiPlan of(Set<ApiPart> chosen) {
        return new ApiPlan(chosen, warmUp, measured, database, user, passwordFile);
    }

    /** This one, in which a load counts no sooner than after that time. */
    ApiPlan notBefore(Duration longest) {
        return new ApiPlan(parts, warmUp.compareTo(longest) < 0 ? longest : warmUp, measured,
                database, user, passwordFile);
    }

    /** True if all parts are measured, as the document's table needs it. */
    public boolean isWhole() {
        return parts.equals(ALL);
    }
}
