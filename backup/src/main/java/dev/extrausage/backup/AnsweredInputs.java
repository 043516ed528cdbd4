package dev.extrausage.backup;

import dev.extrausage.schemas.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The inputs of a chain of backups, as entries of its journal name them. */
final class AnsweredInputs {
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, KeptOffsets> kept = new HashMap<>();

    /** Takes note of where the next backup ends. */
    void endAt(Manifest manifest) {
        manifest.parts().forEach(part -> ends.put(part.where(), part.to()));
    }

    /** Takes note of a record of inputs, in the order of its partition. */
    void add(Manifest.Part part, long offset) {
        of(part.where()).add(offset);
    }

    /**
     * Takes note that all records of a part have been added. Before its first kept offset none need
     * be there.
     */
    void markWhole(Manifest.Part part) {
        of(part.where()).markWhole(Math.max(part.begin(), part.from()), part.to());
    }

    private KeptOffsets of(TopicPartition where) {
        return kept.computeIfAbsent(where, any -> new KeptOffsets());
    }

    /** A sentence if the input that an entry answers must be in the backups, and is not. */
    Optional<String> fault(Source source) {
        TopicPartition where = new TopicPartition(source.getTopic(), source.getPartition());
        String input = "answers the input at offset " + source.getOffset() + " of " + where
                + ", which is not in the backup: ";
        long end = ends.getOrDefault(where, 0L);
        if (source.getOffset() >= end) {
            return Optional.of(input + "that ends at " + end);
        }
        return of(where).lacks(source.getOffset())
                ? Optional.of(input + "no record lies there") : Optional.empty();
    }
}
