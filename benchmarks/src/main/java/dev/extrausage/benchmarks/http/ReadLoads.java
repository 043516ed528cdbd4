package dev.extrausage.benchmarks.http;

import dev.extrausage.benchmarks.load.Population;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/** The questions of a page about one account, of accounts all over. */
public final class ReadLoads {
    /** A prime, so that the accounts asked for lie far apart and none comes soon again. */
    private static final long STEP = 1_000_003;
    private static final int DAYS = 30;

    private ReadLoads() {}

    /** {@code GET A}, of so many accounts. */
    public static HttpExchange account(int accounts) {
        return of(accounts, account -> account);
    }

    /** The newest 50 entries. */
    public static HttpExchange entries(int accounts) {
        return of(accounts, account -> account + "/entries?limit=50");
    }

    /** The usage of 30 days, day by day and by app. */
    public static HttpExchange usageByApp(int accounts, Instant now) {
        Instant to = now.truncatedTo(ChronoUnit.HOURS);
        return of(accounts, account -> account + "/usage?from="
                + to.minus(DAYS, ChronoUnit.DAYS) + "&to=" + to + "&bucket=day&group_by=app");
    }

    private static HttpExchange of(int accounts, Function<String, String> path) {
        return HttpExchange.get(number -> path.apply("/v1/accounts/"
                + Population.accountId((int) (number * STEP % accounts))));
    }
}
