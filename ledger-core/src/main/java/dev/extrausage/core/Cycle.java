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
 * @param firstIndex the index of the account's first cycle of this anchor, which may lie before the
 *     account was on it: no usage of an earlier one is late (P1, P2)
 */
public record Cycle(long anchor, int index, long start, long end, int firstIndex) {
    /** The cycle of a new anchor that holds {@code time}, which is not before it (P1, P2). */
    static Cycle first(long anchor, long time) {
        Cycle cycle = of(anchor, 0).holding(time);
        return new Cycle(anchor, cycle.index, cycle.start, cycle.end, cycle.index);
    }

    /**
     * Cycle {@code index} of {@code anchor}, counted from 0; months are added to the anchor, not to
     * each other.
     */
    public static Cycle of(long anchor, int index) {
        return of(anchor, index, 0);
    }

    private static Cycle of(long anchor, int index, int firstIndex) {
        return new Cycle(anchor, index, monthsAfter(anchor, index),
                monthsAfter(anchor, index + 1), firstIndex);
    }

    /** The cycle of this anchor that holds {@code time}, a time not before this one's start. */
    Cycle holding(long time) {
        if (time < end) {
            return this;
        }
        // Whole months between may count one too few or too many where the day is held to a month's
        // end, so the count is only where the search begins.
        int guess = (int) ChronoUnit.MONTHS.between(dateTime(anchor), dateTime(time));
        Cycle cycle = of(anchor, Math.max(index, guess - 1), firstIndex);
        while (time >= cycle.end) {
            cycle = of(anchor, cycle.index + 1, firstIndex);
        }
        return cycle;
    }

    /** Tells whether this is the account's first cycle of its anchor. */
    public boolean isFirst() {
        return index <= firstIndex;
    }

    /** Tells whether it starts and ends when the other does (P2). */
    boolean coincidesWith(Cycle other) {
        return start == other.start && end == other.end;
    }

    /** Tells whether the account's cycle before this one, of one anchor, holds the time (U6). */
    public boolean previousHolds(long time) {
        return !isFirst() && time < start && time >= monthsAfter(anchor, index - 1);
    }

    private static long monthsAfter(long anchor, int months) {
        return dateTime(anchor).plusMonths(months).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static LocalDateTime dateTime(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }
}
