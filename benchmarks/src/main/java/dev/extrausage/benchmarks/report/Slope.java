package dev.extrausage.benchmarks.report;

import java.util.List;

/**
 * The speed of growth, from the times at which heights were seen: the line that fits best, by
 * least squares. Progress is seen in steps, one for each commit; a line through all of them is off
 * by much less than one through the first and the last.
 */
public final class Slope {
    private Slope() {}

    /**
     * Something as it was seen.
     *
     * @param nanos when
     * @param height of what grows
     */
    public record Seen(long nanos, long height) { }

    /**
     * By how much it grows in a second.
     *
     * @param seen at two times at least; throws {@link IllegalArgumentException} otherwise
     */
    public static double perSecond(List<Seen> seen) {
        if (seen.stream().mapToLong(Seen::nanos).distinct().count() < 2) {
            throw new IllegalArgumentException("no growth shows in " + seen);
        }
        Seen first = seen.get(0);
        double meanSeconds = seen.stream().mapToDouble(s -> seconds(first, s)).sum() / seen.size();
        double meanHeight = seen.stream().mapToDouble(s -> height(first, s)).sum() / seen.size();
        double together = 0;
        double alone = 0;
        for (Seen s : seen) {
            double off = seconds(first, s) - meanSeconds;
            together += off * (height(first, s) - meanHeight);
            alone += off * off;
        }
        return together / alone;
    }

    private static double seconds(Seen first, Seen other) {
        return (other.nanos() - first.nanos()) / 1e9;
    }

    private static double height(Seen first, Seen other) {
        return other.height() - first.height();
    }
}
