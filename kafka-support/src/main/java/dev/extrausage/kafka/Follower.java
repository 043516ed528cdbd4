package dev.extrausage.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads whole partitions again and again to where their logs end, and hands every committed record
 * on in its partition's order. Belongs to one thread.
 */
public final class Follower implements AutoCloseable {
    private static final Duration NO_WAIT = Duration.ZERO;
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> reader;
    private final Admin admin;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener;

    /**
     * A follower of nothing yet.
     *
     * @param reader a consumer of committed records; closed with this
     * @param admin asks for the ends of logs; closed with this
     * @param listener is given every record
     */
    public Follower(Consumer<byte[], byte[]> reader, Admin admin,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        this.reader = reader;
        this.admin = admin;
        this.listener = listener;
    }

    /** Follows these and no others, from their beginning, up to where their logs end now. */
    public CatchUp followFromStart(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = LogEnds.written(admin, partitions);
        reader.assign(List.of());
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return new CatchUp(reader, ends);
    }

    /**
     * Follows these and no others, from the first record appended at or after {@code times}, up to
     * where their logs end now.
     *
     * @param times milliseconds since 1970
     */
    public CatchUp followFrom(Map<TopicPartition, Long> times) {
        Map<TopicPartition, Long> ends = LogEnds.written(admin, times.keySet());
        reader.assign(List.of());
        reader.assign(times.keySet());
        seek(reader, times);
        return new CatchUp(reader, ends);
    }

    /** Reads no more of these. */
    public void rest(Collection<TopicPartition> partitions) {
        reader.pause(partitions);
    }

    /** Hands on what has come; waits a little for it if {@code patiently}. */
    public void read(boolean patiently) {
        reader.poll(patiently ? A_MOMENT : NO_WAIT).forEach(listener);
    }

    /**
     * Reads on until all that was written to these partitions by now has been handed on.
     *
     * @throws ClusterProblem after a minute without progress
     */
    public void catchUp(Collection<TopicPartition> partitions) {
        CatchUp catchUp = new CatchUp(reader, endsOfLogs(partitions));
        for (catchUp.advance(); !catchUp.isDone(); catchUp.advance()) {
            read(true);
        }
    }

    /** The ends of these partitions' logs now, open transactions included. */
    public Map<TopicPartition, Long> endsOfLogs(Collection<TopicPartition> partitions) {
        return LogEnds.written(admin, partitions);
    }

    /** Goes to the first records whose timestamps are {@code times} or later, also ones to come. */
    static void seek(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> times) {
        // The ends that were before the search: what is committed after it has to be met.
        Map<TopicPartition, Long> ends = reader.endOffsets(times.keySet());
        Map<TopicPartition, OffsetAndTimestamp> found = reader.offsetsForTimes(times);
        found.forEach((partition, first) ->
                reader.seek(partition, first == null ? ends.get(partition) : first.offset()));
    }

    @Override
    public void close() {
        // There is no group to leave, and the answer to a fetch under way is not waited for.
        reader.close(CloseOptions.timeout(Duration.ZERO));
        admin.close(LONGEST_CLOSE);
    }
}
