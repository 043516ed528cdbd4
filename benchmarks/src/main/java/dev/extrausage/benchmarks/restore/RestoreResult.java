package dev.extrausage.benchmarks.restore;

import dev.extrausage.benchmarks.report.Spread;
import java.util.Map;

/**
 * The time that starts take with so much to restore.
 *
 * @param accounts that there are
 * @param ids that are remembered, one for each input decided so far
 * @param kept seconds from the start until all tasks run, with the state directory as it was left
 * @param wiped the same with an empty one, so that every store is read from its changelog
 * @param changelogBytes what the broker holds of each changelog, by topic, with whatever it has not
 *     compacted yet
 */
public record RestoreResult(
        long accounts, long ids, Spread kept, Spread wiped, Map<String, Long> changelogBytes) {
    private static final double MILLION = 1e6;

    /** The time that restoring adds to a start, in seconds. */
    public double added() {
        return Math.max(0, wiped.median() - kept.median());
    }

    /** The seconds that restoring adds, for a million accounts with all that belongs to them. */
    public double addedPerMillionAccounts() {
        return added() / (accounts / MILLION);
    }

    /** The seconds added beyond {@code before}, a result with fewer ids, for 100 million ids. */
    public double addedPer100MillionIds(RestoreResult before) {
        return Math.max(0, added() - before.added()) / ((ids - before.ids) / (100 * MILLION));
    }
}
