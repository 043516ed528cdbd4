package dev.extrausage.benchmarks.settings;

import java.time.Duration;

/**
 * The time that the rounds may take.
 *
 * @param leastWarmUp of one contender: who is through with its events sooner handles them again,
 *     but for the ledger, which would know them
 * @param mostWarmUp of one contender: what it has not handled by then is left out
 * @param inAll no further round is begun that would likely end later; a first one always is
 */
public record TimeLimits(Duration leastWarmUp, Duration mostWarmUp, Duration inAll) {
    /** Longer than anything takes. */
    public static final Duration NO_END = Duration.ofDays(7);
    /**
     * For figures that are to be kept. A passthrough becomes faster for so long, whatever it has
     * handled: the compiler has the processors only when the contender and the broker leave them.
     */
    public static final TimeLimits FULL =
            new TimeLimits(Duration.ofSeconds(40), NO_END, NO_END);
}
