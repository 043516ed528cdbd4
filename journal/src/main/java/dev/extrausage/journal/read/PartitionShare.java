package dev.extrausage.journal.read;

import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.ClusterProblem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** One thread's share of an extent: some partitions, with one consumer, which it closes. */
final class PartitionShare {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicExtent extent;
    private final Map<TopicPartition, RecordVisitor> visitors = new HashMap<>();
    private final LongAdder read;

    PartitionShare(Consumer<byte[], byte[]> consumer, TopicExtent extent,
            Map<Integer, RecordVisitor> byPartition, LongAdder read) {
        this.consumer = consumer;
        this.extent = extent;
        this.read = read;
        byPartition.forEach((partition, visitor) -> {
            if (extent.from().get(partition) < extent.to().get(partition)) {
                visitors.put(
                        new TopicPartition(extent.topic().topicName(), partition), visitor);
            }
        });
    }

    void read() {
        try {
            consumer.assign(visitors.keySet());
            Map<TopicPartition, Long> ends = new HashMap<>();
            visitors.keySet().forEach(p -> {
                consumer.seek(p, extent.from().get(p.partition()));
                ends.put(p, extent.to().get(p.partition()));
            });
            CatchUp catchUp = new CatchUp(consumer, ends);
            while (!catchUp.isDone()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new JournalUnreadable("the reading was broken off", null);
                }
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    visit(partition, records.records(partition));
                }
                consumer.pause(catchUp.advance());
            }
        } catch (ClusterProblem e) {
            throw new JournalUnreadable(e.getMessage(), e);
        } finally {
            // There is no group to leave, and the answer to a fetch under way is not waited for.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void visit(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        RecordVisitor visitor = visitors.get(partition);
        long end = extent.to().get(partition.partition());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= end) {
                break;
            }
            visitor.visit(record);
            read.increment();
        }
    }
}
