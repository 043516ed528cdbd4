package dev.extrausage.core;

import java.util.concurrent.TimeUnit;

/** The bounds of an input's age at its receipt, in which a duplicate is recognised (M4, M5). */
public final class InputAge {
    /** The window in which a duplicate is recognised, in milliseconds: 35 days. */
    public static final long WINDOW_MILLIS = TimeUnit.DAYS.toMillis(35);
    /**
     * A day more than the window, in milliseconds: for memories that must outlast it, also where
     * topics lag behind each other or a clock differs from the broker's.
     */
    public static final long OUTLASTS_WINDOW_MILLIS = WINDOW_MILLIS + TimeUnit.DAYS.toMillis(1);
    /**
     * A day less than the window, in milliseconds: an event that is no older when it is sent is
     * still inside when it is received.
     */
    public static final long WELL_WITHIN_WINDOW_MILLIS = WINDOW_MILLIS - TimeUnit.DAYS.toMillis(1);
    /** The most that a sender's clock may be ahead of the broker's, in milliseconds: 5 minutes. */
    public static final long AHEAD_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private InputAge() {}

    /** Returns {@code TOO_OLD}, {@code IN_THE_FUTURE}, or null when neither holds (M5). */
    public static Reason refusal(Input input) {
        long idTime = input.event().eventId().time();
        long occurredAt = input.event().occurredAt();
        if (Math.min(idTime, occurredAt) < input.receivedAt() - WINDOW_MILLIS
                && !tellsOfTime(input.event())) {
            return Reason.TOO_OLD;
        }
        boolean ahead = Math.max(idTime, occurredAt) > input.receivedAt() + AHEAD_MILLIS;
        return ahead ? Reason.IN_THE_FUTURE : null;
    }

    /**
     * Tells whether the input is compared with the ids its account remembers (M4). One that M5
     * refuses is not: it makes an entry each time. Nor is a {@code CycleReset} or {@code
     * TimePassed} older than the window.
     */
    public static boolean isCompared(Input input) {
        return input.event().eventId().time() >= input.receivedAt() - WINDOW_MILLIS
                && refusal(input) == null;
    }

    /** Resets and passings of time may come however late: deciding them again does no harm. */
    private static boolean tellsOfTime(Event event) {
        return event instanceof AccountEvent a
                && (a.change() instanceof Change.CycleReset
                        || a.change() instanceof Change.TimePassed);
    }
}
