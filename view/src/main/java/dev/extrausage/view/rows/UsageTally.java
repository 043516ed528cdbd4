package dev.extrausage.view.rows;

import java.util.Map;
import java.util.TreeMap;

/**
 * Usage of some requests: counts, and amounts in nano-USD. A sum that does not fit a {@code long}
 * stays at its greatest value; nothing wraps.
 *
 * @param requests not refused
 * @param units counts by name, ASCII capitals folded
 * @param fromAllowanceNanos paid by the allowance, the one that had lapsed included (U2, U6)
 * @param fromExtraUsageNanos paid by extra usage
 * @param uncoveredNanos paid by nobody (U5)
 */
public record UsageTally(
        long requests, long inputTokens, long outputTokens, long cacheWriteTokens,
        long cacheWrite1hTokens, long cacheReadTokens, Map<String, Long> units,
        long fromAllowanceNanos, long fromExtraUsageNanos, long uncoveredNanos) {
    /** No requests. */
    public static final UsageTally NONE = new UsageTally(0, 0, 0, 0, 0, 0, Map.of(), 0, 0, 0);

    /** Copies the map. */
    public UsageTally {
        units = Map.copyOf(units);
    }

    /** Units alone. */
    public static UsageTally ofUnits(Map<String, Long> units) {
        return new UsageTally(0, 0, 0, 0, 0, 0, units, 0, 0, 0);
    }

    /** Their cost together. */
    public long costNanos() {
        return sum(sum(fromAllowanceNanos, fromExtraUsageNanos), uncoveredNanos);
    }

    /** These and others. */
    public UsageTally plus(UsageTally o) {
        return new UsageTally(sum(requests, o.requests), sum(inputTokens, o.inputTokens),
                sum(outputTokens, o.outputTokens), sum(cacheWriteTokens, o.cacheWriteTokens),
                sum(cacheWrite1hTokens, o.cacheWrite1hTokens),
                sum(cacheReadTokens, o.cacheReadTokens), sum(units, o.units),
                sum(fromAllowanceNanos, o.fromAllowanceNanos),
                sum(fromExtraUsageNanos, o.fromExtraUsageNanos),
                sum(uncoveredNanos, o.uncoveredNanos));
    }

    private static Map<String, Long> sum(Map<String, Long> a, Map<String, Long> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        Map<String, Long> all = new TreeMap<>(a);
        b.forEach((unit, count) -> all.merge(unit, count, UsageTally::sum));
        return all;
    }

    /** The sum of two numbers that are not negative, or the greatest there is. */
    public static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
