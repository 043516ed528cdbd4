package dev.extrausage.api.access.rates;

import dev.extrausage.core.BadInput;

/**
 * A rate.
 *
 * @param perSecond on average: 1 to 1,000,000
 * @param burst at once, after a pause: 1 to 10,000,000
 */
public record Rate(int perSecond, int burst) {
    private static final int MOST_PER_SECOND = 1_000_000;
    private static final int MOST_AT_ONCE = 10_000_000;

    /**
     * A rate whose burst is as many times as large as another's.
     *
     * @throws BadInput a number is out of its bounds
     */
    public static Rate of(int perSecond, Rate like) {
        long burst = (long) perSecond * (like.burst / like.perSecond);
        return new Rate(perSecond, (int) Math.min(burst, MOST_AT_ONCE));
    }

    /** Throws {@link BadInput} when a number is out of its bounds. */
    public Rate {
        if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
            throw BadInput.of("the rate", perSecond, "1 to " + MOST_PER_SECOND + " a second");
        }
        if (burst < 1 || burst > MOST_AT_ONCE) {
            throw BadInput.of("the burst", burst, "1 to " + MOST_AT_ONCE);
        }
    }
}
