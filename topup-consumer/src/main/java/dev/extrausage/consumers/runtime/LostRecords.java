package dev.extrausage.consumers.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds records that were deleted before a group had read them, as after an absence that is longer
 * than they are kept. Its consumers go on with the first that is left; this tells of the hole.
 */
public final class LostRecords {
    private LostRecords() {}

    /**
     * A sentence for each partition of these topics at which the group goes on behind a hole.
     *
     * @throws KafkaException Kafka does not tell
     */
    public static List<String> of(Admin admin, String group, List<String> topics) {
        try {
            Map<TopicPartition, Long> committed = new HashMap<>();
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()
                    .forEach((partition, offset) -> add(committed, partition, offset, topics));
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            committed.keySet().forEach(p -> asked.put(p, OffsetSpec.earliest()));
            Map<String, String> lost = new TreeMap<>();
            admin.listOffsets(asked).all().get().forEach((partition, first) -> {
                long next = committed.get(partition);
                if (first.offset() > next) {
                    lost.put(partition.toString(), partition + " begins at offset "
                            + first.offset() + ", and the group " + group + " had read up to "
                            + next + ": what was between was deleted before it was read");
                }
            });
            return new ArrayList<>(lost.values());
        } catch (ExecutionException e) {
            throw new KafkaException("the offsets of group " + group + " cannot be asked",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static void add(Map<TopicPartition, Long> committed, TopicPartition partition,
            OffsetAndMetadata offset, List<String> topics) {
        if (offset != null && topics.contains(partition.topic())) {
            committed.put(partition, offset.offset());
        }
    }
}
