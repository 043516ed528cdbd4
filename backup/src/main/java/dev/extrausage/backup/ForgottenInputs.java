package dev.extrausage.backup;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The inputs that are kept no longer, though an answer to them is. In each new partition they get
 * the offsets before the first record: first they are counted, then numbered.
 */
final class ForgottenInputs {
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    private final Map<TopicPartition, Long> counts = new HashMap<>();
    private final Map<TopicPartition, Long> numbered = new HashMap<>();

    ForgottenInputs(Manifest manifest) {
        manifest.parts().stream().filter(Manifest.Part::isOfInputs)
                .forEach(part -> begins.put(part.where(), part.begin()));
    }

    /** False when every input is still there that an answer can name. */
    boolean canBeAny() {
        return begins.values().stream().anyMatch(begin -> begin > 0);
    }

    /** True of an old place before the first one that is kept. */
    boolean is(TopicPartition old, long offset) {
        return offset < begins.getOrDefault(old, 0L);
    }

    /** Counts one that would lie on the new partition. */
    void count(TopicPartition now) {
        counts.merge(now, 1L, Long::sum);
    }

    /** The number of those of a new partition: the offset of its first record. */
    long of(TopicPartition now) {
        return counts.getOrDefault(now, 0L);
    }

    /** The next number of one that was counted. */
    MovedPlaces.NewPlace number(TopicPartition now) {
        long number = numbered.merge(now, 1L, Long::sum) - 1;
        if (number >= of(now)) {
            throw new IllegalStateException(now + " has more answers than were counted");
        }
        return new MovedPlaces.NewPlace(now.partition(), number);
    }
}
