package dev.extrausage.benchmarks.report;

import java.util.List;

/**
 * Several measurements of the same thing.
 *
 * @param min the least
 * @param median the middle one, or the mean of the two in the middle
 * @param max the greatest
 */
public record Spread(double min, double median, double max) {
    /** Of one measurement or more; throws {@link IllegalArgumentException} for none. */
    public static Spread of(List<Double> measured) {
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("there is no spread of nothing");
        }
        List<Double> sorted = measured.stream().sorted().toList();
        int upper = sorted.size() / 2;
        int lower = (sorted.size() - 1) / 2;
        return new Spread(sorted.get(0), (sorted.get(lower) + sorted.get(upper)) / 2,
                sorted.get(sorted.size() - 1));
    }
}
