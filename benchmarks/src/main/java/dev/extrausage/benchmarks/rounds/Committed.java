package dev.extrausage.benchmarks.rounds;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The progress of a group on some topics, by what it has committed: that it has handled for good.
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
            AdminAnswers.get(admin.alterConsumerGroupOffsets(group, missing).all());
        }
    }

    /**
     * Puts the group, of which nobody may run, so many records before the end: in each partition
     * the same share of what there is, and everything if there are not so many.
     */
    void standBack(long records) {
        Map<TopicPartition, Long> ends = ends();
        long all = ends.values().stream().mapToLong(Long::longValue).sum();
        double share = all == 0 ? 0 : Math.min(1, records / (double) all);
        Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
        ends.forEach((partition, end) -> starts.put(partition,
                new OffsetAndMetadata(end - Math.min(end, (long) Math.ceil(end * share)))));
        AdminAnswers.get(admin.alterConsumerGroupOffsets(group, starts).all());
    }

    /** The records that the group has handled. */
    long handled() {
        Map<TopicPartition, OffsetAndMetadata> committed = offsets();
        return partitions.stream().map(committed::get).filter(o -> o != null)
                .mapToLong(OffsetAndMetadata::offset).sum();
    }

    /** The records that there are. */
    long written() {
        return ends().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        AdminAnswers.get(admin.listOffsets(partitions.stream().collect(
                Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()))).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        return AdminAnswers.get(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }
}
