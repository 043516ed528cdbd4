package dev.extrausage.kafka;

import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records of one partition, in order. Not safe for use by several threads. */
public final class PartitionReader implements AutoCloseable {
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> reader;
    private final TopicPartition partition;

    /** A reader at the first record there is. */
    public PartitionReader(Cluster cluster, Topics topic, int partition) {
        this.reader = cluster.reader();
        this.partition = new TopicPartition(topic.topicName(), partition);
        reader.assign(List.of(this.partition));
        reader.seekToBeginning(List.of(this.partition));
    }

    /** Goes to the first record whose timestamp is {@code millis} or later, also one to come. */
    public void seekTo(long millis) {
        Follower.seek(reader, Map.of(partition, Math.max(0, millis)));
    }

    /** Goes to that offset, or to the first record behind it. */
    public void seekToOffset(long offset) {
        reader.seek(partition, offset);
    }

    /** Goes to the last {@code count} offsets, which hold as many records or fewer. */
    public void seekToLast(long count) {
        long first = reader.beginningOffsets(List.of(partition)).get(partition);
        long end = reader.endOffsets(List.of(partition)).get(partition);
        reader.seek(partition, Math.max(first, end - count));
    }

    /**
     * Reads on to where the partition's committed records end now; open transactions are not
     * waited for.
     *
     * @throws ClusterProblem nothing has come for a minute
     */
    public void readToEnd(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        try {
            CatchUp catchUp = new CatchUp(reader, reader.endOffsets(List.of(partition)));
            for (catchUp.advance(); !catchUp.isDone(); catchUp.advance()) {
                reader.poll(A_MOMENT).forEach(listener);
            }
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads on until a record is the one wanted, also past the end there is now; false when it has
     * not come within {@code patience}.
     */
    public boolean readUntil(
            Predicate<ConsumerRecord<byte[], byte[]>> isWanted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            do {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(A_MOMENT)) {
                    if (isWanted.test(record)) {
                        return true;
                    }
                }
            } while (System.nanoTime() < end);
            return false;
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private ClusterProblem unreadable(KafkaException e) {
        return new ClusterProblem(partition + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        // There is no group to leave, and the answer to a fetch under way is not waited for.
        reader.close(CloseOptions.timeout(Duration.ZERO));
    }
}
