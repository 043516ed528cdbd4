package dev.extrausage.intake;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.PartitionReader;
import dev.extrausage.schemas.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the newest of what the ledger could not take for an input (SPEC section 4). It looks at the
 * last {@value #MOST_OFFSETS} offsets of each partition and no further, so that a flood of bad
 * inputs cannot hold up who asks for them.
 */
public final class RejectedEvents {
    private static final int MOST_OFFSETS = 10_000;
    private static final Comparator<Place> OLDEST = Comparator.comparingLong(Place::timestamp)
            .thenComparingInt(Place::partition).thenComparingLong(Place::offset);

    private RejectedEvents() {}

    /**
     * The place of a record among all, by which they are ordered.
     *
     * @param timestamp when it was rejected, in milliseconds since 1970
     */
    public record Place(long timestamp, int partition, long offset) {
        /** The place of {@code record}. */
        public static Place of(ConsumerRecord<byte[], byte[]> record) {
            return new Place(record.timestamp(), record.partition(), record.offset());
        }
    }

    /**
     * The newest records of {@code rejected-events}, the newest first.
     *
     * @param most how many at most
     * @param before only those older than this one; null: from the newest on
     * @param wanted which of them
     * @throws dev.extrausage.kafka.ClusterProblem when Kafka does not give them
     */
    public static List<ConsumerRecord<byte[], byte[]>> newest(Cluster cluster, int most,
            Place before, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        Comparator<ConsumerRecord<byte[], byte[]>> oldest = Comparator.comparing(Place::of, OLDEST);
        PriorityQueue<ConsumerRecord<byte[], byte[]>> newest = new PriorityQueue<>(oldest);
        for (int p = 0; p < cluster.partitions(); p++) {
            try (PartitionReader reader =
                    new PartitionReader(cluster, Topics.REJECTED_EVENTS, p)) {
                reader.seekToLast(MOST_OFFSETS);
                reader.readToEnd(record -> {
                    boolean older = before == null || OLDEST.compare(Place.of(record), before) < 0;
                    if (older && wanted.test(record)) {
                        newest.add(record);
                    }
                    if (newest.size() > most) {
                        newest.poll();
                    }
                });
            }
        }
        return newest.stream().sorted(oldest.reversed()).toList();
    }
}
