package dev.extrausage.view.project;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The ends of the logs, asked for twice a second: what was read up to an end, and written, is all
 * that was committed when it was asked for. So the age of what is known does not hang on records,
 * of which none come while the ledger is idle.
 */
final class AskedEnds {
    private static final Duration LONGEST_ASK = Duration.ofSeconds(2);
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Map<Integer, Ends> asked = new HashMap<>();
    private long askedNanos;

    /** Ends that are not reached yet, and when they were asked for, in milliseconds since 1970. */
    private record Ends(long at, Position position) { }

    /** Forgets all that was asked: it goes on from elsewhere. */
    void clear() {
        asked.clear();
    }

    /** Takes the turn to ask, which comes twice a second; false while it has not come. */
    boolean takeTurn() {
        if (System.nanoTime() - askedNanos < EVERY_NANOS) {
            return false;
        }
        askedNanos = System.nanoTime();
        return true;
    }

    /** True while an end of the partition is not reached. */
    boolean isAsked(int partition) {
        return asked.containsKey(partition);
    }

    /**
     * Asks for the ends of these partitions.
     *
     * @param now milliseconds since 1970
     * @throws org.apache.kafka.common.errors.TimeoutException Kafka does not tell
     */
    void ask(Consumer<byte[], byte[]> consumer, Collection<Integer> partitions, Journal journal,
            long now) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions.stream()
                .flatMap(n -> Journal.topics(n).stream()).toList(), LONGEST_ASK);
        for (int n : partitions) {
            List<TopicPartition> three = Journal.topics(n);
            asked.put(n, new Ends(now, new Position(journal.identity(), ends.get(three.get(0)),
                    ends.get(three.get(1)), ends.get(three.get(2)))));
        }
    }

    /**
     * The time as of which all of a partition is known when it is read and written up to a
     * position, in milliseconds since 1970; -1 if that is not the end yet.
     */
    long knownAt(int partition, Position position) {
        Ends ends = asked.get(partition);
        if (!position.isFrom(ends.position)) {
            return -1;
        }
        asked.remove(partition);
        return ends.at;
    }
}
