package dev.extrausage.benchmarks.load;

import dev.extrausage.benchmarks.settings.BenchSettings;

/**
 * The shape of the load.
 *
 * @param accounts how many, at least 1
 * @param skew the exponent of {@link Skew}
 * @param duplicates the share of events that are sent again
 * @param seed another one, another load
 * @param expectedEvents how many usage events there will be in all: credit is handed out so that
 *     most accounts can pay for theirs
 * @param openedBefore accounts were opened in the weeks before this time, in milliseconds
 */
public record LoadShape(
        int accounts, double skew, double duplicates, long seed, long expectedEvents,
        long openedBefore) {
    /** The load of a run whose usage begins at {@code firstUsage}, in milliseconds. */
    public static LoadShape of(BenchSettings settings, long firstUsage) {
        return new LoadShape(settings.accounts(), settings.skew(), settings.duplicates(),
                settings.seed(), settings.allEvents(), firstUsage);
    }
}
