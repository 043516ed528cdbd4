package dev.extrausage.benchmarks.latency;

import dev.extrausage.benchmarks.settings.BadSetting;
import java.util.List;

/**
 * The loads at which latency is measured.
 *
 * @param maxPerSecond events per second that count as 100 %; 0: as many as turn out to be possible
 *     while generator and reader run beside the ledger
 * @param percents the loads, in per cent of it
 * @param leadInSeconds how long each load runs before it counts, 0 to 600
 * @param seconds how long each load counts, 1 to 3600
 */
public record LatencyPlan(
        long maxPerSecond, List<Integer> percents, int leadInSeconds, int seconds) {
    /** At half and at 70 % of what is possible, 20 seconds each. */
    public static final LatencyPlan USUAL = new LatencyPlan(0, List.of(50, 70), 5, 20);

    /** Throws {@link BadSetting} for the first that is out of its bounds. */
    public LatencyPlan {
        percents = List.copyOf(percents);
        within("--rate", maxPerSecond, 0, 10_000_000);
        within("--lead-in", leadInSeconds, 0, 600);
        within("--seconds", seconds, 1, 3_600);
        percents.forEach(p -> within("--load", p, 1, 100));
    }

    /** As this one, but of a given maximum. */
    public LatencyPlan of(long perSecond) {
        return new LatencyPlan(perSecond, percents, leadInSeconds, seconds);
    }

    private static void within(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new BadSetting(option, value, min + " to " + max);
        }
    }
}
