package dev.extrausage.view.rows;

import java.time.Instant;
import java.util.Map;

/**
 * The usage of one bucket and group.
 *
 * @param start of the bucket, or of the question, if that is later
 * @param group one value per property asked for; empty text for what was not told
 */
public record UsageRow(Instant start, Map<UsageQuery.GroupBy, String> group, UsageTally tally) {
    /** Copies the map. */
    public UsageRow {
        group = Map.copyOf(group);
    }
}
