package dev.extrausage.intake;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.PartitionReader;
import dev.extrausage.schemas.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the newest of what the ledger could not take for an input (SPEC section 4). */
public final class RejectedEvents {
    /** Of so many offsets at least one is a record: the others are the ends of transactions. */
    private static final int OFFSETS_A_RECORD = 4;

    private RejectedEvents() {}

    /**
     * The newest records of {@code rejected-events}, the newest first.
     *
     * @param most how many at most
     * @throws dev.extrausage.kafka.ClusterProblem when Kafka does not give them
     */
    public static List<ConsumerRecord<byte[], byte[]>> newest(Cluster cluster, int most) {
        Comparator<ConsumerRecord<byte[], byte[]>> oldest = Comparator
                .<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                .thenComparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset);
        PriorityQueue<ConsumerRecord<byte[], byte[]>> newest = new PriorityQueue<>(oldest);
        for (int p = 0; p < cluster.partitions(); p++) {
            try (PartitionReader reader =
                    new PartitionReader(cluster, Topics.REJECTED_EVENTS, p)) {
                reader.seekToLast((long) OFFSETS_A_RECORD * most);
                reader.readToEnd(record -> {
                    newest.add(record);
                    if (newest.size() > most) {
                        newest.poll();
                    }
                });
            }
        }
        return newest.stream().sorted(oldest.reversed()).toList();
    }
}
