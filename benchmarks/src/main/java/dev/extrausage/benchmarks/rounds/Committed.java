package dev.extrausage.benchmarks.rounds;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group has come on some topics: what it has committed, so what it has handled for good.
 * The topics are written without transactions, so an offset is a number of records.
 */
final class Committed {
    private final Admin admin;
    private final String group;
    private final List<TopicPartition> partitions;

    Committed(Admin admin, String group, Collection<String> topics, int partitions) {
        this.admin = admin;
        this.group = group;
        this.partitions = topics.stream().flatMap(topic -> IntStream
                .range(0, partitions).mapToObj(p -> new TopicPartition(topic, p))).toList();
    }

    /** Commits offset 0 where nothing is committed, as the ledger's topics step does for it. */
    void beginAtZero() {
        Map<TopicPartition, OffsetAndMetadata> missing = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed = offsets();
        for (TopicPartition partition : partitions) {
            if (committed.get(partition) == null) {
                missing.put(partition, new OffsetAndMetadata(0));
            }
        }
        if (!missing.isEmpty()) {
            get(admin.alterConsumerGroupOffsets(group, missing).all());
        }
    }

    /** The records that the group has handled. */
    long handled() {
        Map<TopicPartition, OffsetAndMetadata> committed = offsets();
        return partitions.stream().map(committed::get).filter(o -> o != null)
                .mapToLong(OffsetAndMetadata::offset).sum();
    }

    /** The records that there are. */
    long written() {
        return get(admin.listOffsets(partitions.stream().collect(
                Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()))).all())
                .values().stream().mapToLong(end -> end.offset()).sum();
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
