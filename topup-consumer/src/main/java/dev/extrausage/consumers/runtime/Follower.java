package dev.extrausage.consumers.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads whole partitions into memory, and knows when it has read all that was there at a time. */
public final class Follower implements AutoCloseable {
    private static final Duration NO_WAIT = Duration.ZERO;
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    private static final Duration STALLED = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> reader;
    private final Admin admin;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener;

    /** {@code listener} is given every committed record in its partition's order. */
    public Follower(KafkaClients clients,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        this.admin = clients.admin("ends");
        this.reader = clients.reader();
        this.listener = listener;
    }

    /** Follows these and no others, from their beginning. */
    public void followFromStart(Collection<TopicPartition> partitions) {
        reader.assign(List.of());
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
    }

    /** Follows these and no others, from the first record appended at or after {@code time}. */
    public void followFrom(Map<TopicPartition, Long> times) {
        reader.assign(List.of());
        reader.assign(times.keySet());
        // The ends that were before the search: what is committed after it has to be met.
        Map<TopicPartition, Long> ends = reader.endOffsets(times.keySet());
        reader.offsetsForTimes(times).forEach((partition, found) ->
                reader.seek(partition, found == null ? ends.get(partition) : found.offset()));
    }

    /** Reads no more of these. */
    public void rest(Collection<TopicPartition> partitions) {
        reader.pause(partitions);
    }

    /** Hands on what has come; waits a little for it if {@code patiently}. */
    public void read(boolean patiently) {
        reader.poll(patiently ? A_MOMENT : NO_WAIT).forEach(listener);
    }

    /** Whether all before that offset has been read. */
    public boolean hasReached(TopicPartition partition, long end) {
        return reader.position(partition) >= end;
    }

    /**
     * Reads on until all that was written to these partitions by now has been handed on; open
     * transactions are waited for. One that has committed elsewhere can still be open here, since
     * Kafka marks its end partition by partition.
     */
    public void catchUp(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = endsOfLogs(partitions);
        long since = System.nanoTime();
        for (long missing = missing(ends); missing > 0;) {
            read(true);
            // What comes of other partitions is no progress: one whose transaction hangs is left.
            long now = missing(ends);
            since = now < missing ? System.nanoTime() : since;
            missing = now;
            if (missing > 0 && System.nanoTime() - since > STALLED.toNanos()) {
                throw new KafkaException("the ends of " + ends + " cannot be reached");
            }
        }
    }

    /**
     * Where these partitions' logs end, open transactions included. Who has read committed records
     * up to there has waited for the end of every transaction that was open.
     */
    public Map<TopicPartition, Long> endsOfLogs(Collection<TopicPartition> partitions) {
        var asked = partitions.stream()
                .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
        var answer = admin.listOffsets(
                asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            for (TopicPartition partition : partitions) {
                ends.put(partition, answer.partitionResult(partition).get().offset());
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the ends of " + partitions + " are not known", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
        return ends;
    }

    @Override
    public void close() {
        reader.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        admin.close(Duration.ofSeconds(2));
    }

    /** How many offsets lie between what has been read and those ends. */
    private long missing(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(e -> Math.max(0, e.getValue() - reader.position(e.getKey()))).sum();
    }
}
