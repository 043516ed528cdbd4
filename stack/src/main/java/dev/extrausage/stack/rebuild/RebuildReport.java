package dev.extrausage.stack.rebuild;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The result of a rebuild.
 *
 * @param entries the entries of the journal, all proved
 * @param accounts the accounts that were made from them
 * @param ids the decided ids that are remembered
 * @param snapshots the snapshots that were written, since they were missing or differed
 * @param positions the offset of every input partition at which the ledger goes on
 * @param warnings a sentence for each position that lies before what its topic still holds
 */
public record RebuildReport(long entries, long accounts, long ids, long snapshots,
        Map<TopicPartition, Long> positions, List<String> warnings) {
    /** Copies the collections. */
    public RebuildReport {
        positions = Map.copyOf(positions);
        warnings = List.copyOf(warnings);
    }
}
