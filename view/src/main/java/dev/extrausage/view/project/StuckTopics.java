package dev.extrausage.view.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The partitions of topics that wait at a record which cannot be read, and since when. */
final class StuckTopics {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Map<TopicPartition, Long> since = new HashMap<>();

    void clear() {
        since.clear();
    }

    boolean contains(TopicPartition partition) {
        return since.containsKey(partition);
    }

    /** Has these wait no longer: they are resumed, from where they are now. */
    void remove(List<TopicPartition> partitions) {
        since.keySet().removeAll(partitions);
    }

    /** Makes the partition wait before the record at that offset. */
    void add(TopicPartition partition, long offset, Consumer<byte[], byte[]> consumer) {
        since.put(partition, System.nanoTime());
        consumer.seek(partition, offset);
        consumer.pause(List.of(partition));
    }

    /** Tries again what could not be read: perhaps a registry knows its schema by now. */
    void resumeDue(Consumer<byte[], byte[]> consumer) {
        since.entrySet().removeIf(e -> {
            boolean due = System.nanoTime() - e.getValue() > RETRY_NANOS;
            if (due) {
                consumer.resume(List.of(e.getKey()));
            }
            return due;
        });
    }
}
