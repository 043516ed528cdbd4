package dev.extrausage.journal.read;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** What one thread reads of an extent: some partitions, with one consumer, which it closes. */
final class PartitionShare {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Longer than any transaction of ours may stay open; the broker has aborted it by then. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(90);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicExtent extent;
    private final Map<TopicPartition, RecordVisitor> unfinished = new HashMap<>();
    private final LongAdder read;
    private long progressAt = System.nanoTime();

    PartitionShare(Consumer<byte[], byte[]> consumer, TopicExtent extent,
            Map<Integer, RecordVisitor> visitors, LongAdder read) {
        this.consumer = consumer;
        this.extent = extent;
        this.read = read;
        visitors.forEach((partition, visitor) -> {
            if (extent.from().get(partition) < extent.to().get(partition)) {
                unfinished.put(
                        new TopicPartition(extent.topic().topicName(), partition), visitor);
            }
        });
    }

    void read() {
        try (consumer) {
            consumer.assign(unfinished.keySet());
            unfinished.keySet().forEach(p -> consumer.seek(p, extent.from().get(p.partition())));
            while (!unfinished.isEmpty()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new JournalUnreadable("the reading was broken off", null);
                }
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    visit(partition, records.records(partition));
                }
                // The position passes aborted records and markers, which no record tells of.
                finish(List.copyOf(unfinished.keySet()), records.isEmpty());
            }
        }
    }

    private void visit(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        RecordVisitor visitor = unfinished.get(partition);
        long end = extent.to().get(partition.partition());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= end) {
                break;
            }
            visitor.visit(record);
            read.increment();
        }
    }

    private void finish(Collection<TopicPartition> partitions, boolean stoodStill) {
        for (TopicPartition partition : partitions) {
            if (consumer.position(partition) >= extent.to().get(partition.partition())) {
                unfinished.remove(partition);
                consumer.pause(List.of(partition));
            }
        }
        long now = System.nanoTime();
        if (!stoodStill) {
            progressAt = now;
        } else if (now - progressAt > LONGEST_STANDSTILL.toNanos()) {
            throw new JournalUnreadable(unfinished.keySet() + " cannot be read to the end: a"
                    + " transaction stays open, or the broker does not answer", null);
        }
    }
}
