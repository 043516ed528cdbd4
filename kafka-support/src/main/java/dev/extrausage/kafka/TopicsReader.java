package dev.extrausage.kafka;

import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Follows whole topics from their first committed record on. Belongs to one thread. */
public final class TopicsReader implements AutoCloseable {
    private static final Duration A_MOMENT = Duration.ofMillis(10);

    private final Consumer<byte[], byte[]> reader;

    /** A reader at the beginning of these topics. */
    public TopicsReader(Cluster cluster, List<Topics> topics) {
        List<TopicPartition> all = new ArrayList<>();
        for (Topics topic : topics) {
            for (int p = 0; p < cluster.partitions(); p++) {
                all.add(new TopicPartition(topic.topicName(), p));
            }
        }
        reader = cluster.reader();
        reader.assign(all);
        reader.seekToBeginning(all);
    }

    /** Hands on what has come since, partition by partition; waits a moment if that is nothing. */
    public void read(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        reader.poll(A_MOMENT).forEach(listener);
    }

    @Override
    public void close() {
        reader.close(CloseOptions.timeout(Duration.ZERO));
    }
}
