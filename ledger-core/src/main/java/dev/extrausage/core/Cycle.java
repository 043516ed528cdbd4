package dev.extrausage.core;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * One billing cycle: [start, end), the {@code index}-th month from the anchor by calendar in UTC
 * (C1). Times are in milliseconds since 1970.
 *
 * @param anchor the instant the billing relation began
 * @param index 0 for the first cycle of the anchor
 * @param start inclusive
 * @param end exclusive
 */
public record Cycle(long anchor, int index, long start, long end) {
    /** The first cycle of a new anchor. */
    static Cycle first(long anchor) {
        return of(anchor, 0);
    }

    /** Cycle {@code index} of {@code anchor}; months are added to the anchor, not to each other. */
    public static Cycle of(long anchor, int index) {
        return new Cycle(anchor, index, monthsAfter(anchor, index), monthsAfter(anchor, index + 1));
    }

    /** The cycle of this anchor that holds {@code time}, a time not before this one's start. */
    Cycle holding(long time) {
        if (time < end) {
            return this;
        }
        // Whole months between may count one too few or too many where the day is held to a month's
        // end, so the count is only where the search begins.
        int guess = (int) ChronoUnit.MONTHS.between(dateTime(anchor), dateTime(time));
        Cycle cycle = of(anchor, Math.max(index, guess - 1));
        while (time >= cycle.end) {
            cycle = of(anchor, cycle.index + 1);
        }
        return cycle;
    }

    /** Tells whether the cycle before this one, of the same anchor, holds {@code time} (U6). */
    public boolean previousHolds(long time) {
        return index > 0 && time < start && time >= monthsAfter(anchor, index - 1);
    }

    private static long monthsAfter(long anchor, int months) {
        return dateTime(anchor).plusMonths(months).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static LocalDateTime dateTime(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }
}
