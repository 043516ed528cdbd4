package dev.extrausage.client.gate;

import dev.extrausage.core.BadInput;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/**
 * The bounds of a gate's settings, for {@link UsageGate.Builder} and for whoever takes such
 * settings from an operator under names of their own. Each check returns what it was given.
 */
public final class GateBounds {
    private static final Duration LONGEST_TIME = Duration.ofDays(30);
    private static final int MOST_HOLDS = 10_000_000;

    private GateBounds() {}

    /**
     * Checks the age or the life of something: above 0, and at most 30 days.
     *
     * @param name of the setting, for the message
     * @throws BadInput it is out of its bounds
     */
    public static Duration time(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST_TIME) > 0) {
            throw new BadInput(name + " is " + seconds(value) + " s: must be above 0 and at most "
                    + seconds(LONGEST_TIME) + " s (30 days)");
        }
        return value;
    }

    private static String seconds(Duration value) {
        return BigDecimal.valueOf(value.getSeconds())
                .add(BigDecimal.valueOf(value.getNano(), 9)).stripTrailingZeros().toPlainString();
    }

    /**
     * Checks the most estimates held at once: 1 to 10 million.
     *
     * @param name of the setting, for the message
     * @throws BadInput it is out of its bounds
     */
    public static int holds(String name, int most) {
        if (most < 1 || most > MOST_HOLDS) {
            throw BadInput.of(name, most, "1 to " + MOST_HOLDS);
        }
        return most;
    }

    /**
     * Checks the number of gateways that serve the same accounts: 1 or more.
     *
     * @param name of the setting, for the message
     * @throws BadInput it is out of its bounds
     */
    public static int gateways(String name, int all) {
        if (all < 1) {
            throw BadInput.of(name, all, "1 or more");
        }
        return all;
    }
}
