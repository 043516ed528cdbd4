package dev.extrausage.backup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The decided position of each input. It never falls from a backup to the one that goes on from it.
 */
final class DecidedInputs {
    private DecidedInputs() {}

    /**
     * The latest of what is known of each partition.
     *
     * @param committed what the ledger's group says; nothing once it has been idle for longer than
     *     the broker keeps its offsets
     * @param previous the backup that this one goes on from; null of a full one
     * @param journal what entries of this backup name
     */
    static List<Manifest.Position> positions(List<Manifest.Position> committed, Manifest previous,
            Collection<JournalChains> journal) {
        Map<TopicPartition, Long> decided = new HashMap<>();
        journal.forEach(c -> c.decided().forEach((p, o) -> decided.merge(p, o, Math::max)));
        committed.forEach(p -> decided.merge(p.where(), p.offset(), Math::max));
        if (previous != null) {
            of(previous).forEach((p, o) -> decided.merge(p, o, Math::max));
        }
        return decided.entrySet().stream().map(e -> new Manifest.Position(e.getKey().topic(),
                e.getKey().partition(), e.getValue())).toList();
    }

    /** What a backup says; no position of a partition of which nothing was decided. */
    static Map<TopicPartition, Long> of(Manifest manifest) {
        Map<TopicPartition, Long> decided = new HashMap<>();
        manifest.groups().getOrDefault(manifest.applicationId(), List.of())
                .forEach(p -> decided.put(p.where(), p.offset()));
        return decided;
    }

    /** A sentence for each input that a backup would have decided again after its journal. */
    static List<String> faults(Manifest manifest, Collection<JournalChains> journal) {
        Map<TopicPartition, Long> said = of(manifest);
        List<String> faults = new ArrayList<>();
        journal.forEach(chain -> chain.decided().forEach((where, decided) -> {
            long position = said.getOrDefault(where, 0L);
            if (position < decided) {
                faults.add("has the ledger go on at offset " + position + " of " + where
                        + ", must be at least " + decided
                        + ": its journal has decided what lies before");
            }
        }));
        return faults;
    }
}
