package dev.extrausage.api.accounts;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.QueryFields;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A span of time.
 *
 * @param from inclusive; null: from the beginning
 * @param to exclusive; null: without an end
 */
record AskedPeriod(Instant from, Instant to) {
    private static final Duration USUAL = Duration.ofDays(30);

    /**
     * The period of {@code from} and {@code to}, either of which may be absent.
     *
     * @throws Problem bad_request: it would hold nothing
     */
    static AskedPeriod given(QueryFields query) {
        AskedPeriod period =
                new AskedPeriod(instant(query.time("from")), instant(query.time("to")));
        if (period.from != null && period.to != null && !period.from.isBefore(period.to)) {
            throw Problem.badValue("to", query.text("to"), "after from, " + query.text("from"));
        }
        return period;
    }

    /**
     * The same with the last 30 days where there is no {@code from}, and up to {@code now} where
     * there is no {@code to}. Bounds that are not given are whole hours in UTC, so that the sums of
     * hours are enough to answer.
     */
    static AskedPeriod orLately(QueryFields query, Instant now) {
        AskedPeriod given = given(query);
        Instant to = given.to != null ? given.to : wholeHourAfter(now);
        Instant from = given.from != null ? given.from
                : to.minus(USUAL).truncatedTo(ChronoUnit.HOURS);
        if (!from.isBefore(to)) {
            throw Problem.badValue("from", query.text("from"), "before " + to);
        }
        return new AskedPeriod(from, to);
    }

    /** Nothing is left out that is decided while the question is on its way. */
    private static Instant wholeHourAfter(Instant now) {
        return now.plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
