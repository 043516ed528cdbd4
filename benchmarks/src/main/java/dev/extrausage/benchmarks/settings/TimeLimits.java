package dev.extrausage.benchmarks.settings;

import java.time.Duration;

/**
 * How long the rounds may take.
 *
 * @param warmUp of one contender; what it has not handled by then is left out
 * @param inAll no further round is begun that would likely end later; a first one always is
 */
public record TimeLimits(Duration warmUp, Duration inAll) {
    private static final Duration NO_END = Duration.ofDays(7);

    /** As long as it takes. */
    public static final TimeLimits NONE = new TimeLimits(NO_END, NO_END);
}
