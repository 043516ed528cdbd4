package dev.extrausage.stack.rebuild;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The caller's choices for a rebuild.
 *
 * @param replace whether changelogs and snapshots that are still there may be replaced
 * @param positions the offset of every input partition at which the ledger goes on, for inputs that
 *     do not lie where the journal says, as restored ones; null: as the journal says
 * @param patience the longest wait for members of the ledger's group to leave it, such as those of
 *     a killed process
 */
public record RebuildOptions(
        boolean replace, Map<TopicPartition, Long> positions, Duration patience) {
    /** Longer than the sessions of a ledger and of a rebuild that were killed. */
    static final Duration USUAL_PATIENCE = Duration.ofSeconds(15);

    /** Copies the map. */
    public RebuildOptions {
        positions = positions == null ? null : Map.copyOf(positions);
    }

    /** True of the one by which a restore ends. */
    boolean isOfRestore() {
        return positions != null;
    }

    /** A rebuild whose positions are those that the journal gives. */
    public static RebuildOptions byJournal(boolean replace) {
        return new RebuildOptions(replace, null, USUAL_PATIENCE);
    }

    /** A rebuild on an empty target, of a ledger that goes on at these positions. */
    public static RebuildOptions at(Map<TopicPartition, Long> positions) {
        return new RebuildOptions(false, positions, USUAL_PATIENCE);
    }
}
