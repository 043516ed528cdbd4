package dev.extrausage.api.writes;

import dev.extrausage.core.Money;

/**
 * The bounds of writing.
 *
 * @param mostWaiting writes that wait for their entry at a time, in this process
 * @param perCallNanos the most that support may give or pay back in one call, nano-USD
 * @param perDayNanos the most that one credential of support may in one day of UTC, nano-USD
 * @param ledgerGroup the consumer group of the ledger that decides what is resubmitted
 */
public record WriteSettings(
        int mostWaiting, long perCallNanos, long perDayNanos, String ledgerGroup) {
    private static final int USUAL_WAITING = 2_000;
    private static final long USUAL_PER_CALL = 100 * Money.NANOS_PER_USD;
    private static final long USUAL_PER_DAY = 500 * Money.NANOS_PER_USD;

    /** Throws {@link IllegalArgumentException} naming what is out of its bounds. */
    public WriteSettings {
        if (mostWaiting < 1) {
            throw new IllegalArgumentException("mostWaiting is " + mostWaiting
                    + ": must be at least 1");
        }
        if (perCallNanos < 0 || perDayNanos < perCallNanos) {
            throw new IllegalArgumentException("support's bounds are " + perCallNanos
                    + " nano-USD a call and " + perDayNanos + " a day: must be 0 or more, and a"
                    + " day's not less than a call's");
        }
    }

    /** $100 a call, $500 a day, 2000 waiting. */
    public static WriteSettings usual(String ledgerGroup) {
        return new WriteSettings(USUAL_WAITING, USUAL_PER_CALL, USUAL_PER_DAY, ledgerGroup);
    }
}
