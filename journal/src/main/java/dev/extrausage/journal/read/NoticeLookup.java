package dev.extrausage.journal.read;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the notices of an entry on the topic {@code notices}, by time: they are appended when the
 * entry's input has been received, so they lie behind the first record of that time or later, and
 * near it unless the ledger was far behind. The topic is kept for some weeks and holds far fewer
 * records than the journal. Safe for use by several threads.
 */
public final class NoticeLookup implements AutoCloseable {
    /** Offsets between are of inputs that came earlier, or from other topics. */
    private static final int MOST_RECORDS = 5_000;
    private static final Duration POLL = Duration.ofMillis(20);
    /** After that, all parts of a transaction are visible. */
    private static final long FRESH_MILLIS = 60_000;

    private final ConsumerPool consumers;
    private final AvroCodec<Notice> codec;
    private final int partitions;
    private final Duration patience;

    /**
     * A lookup in a Kafka.
     *
     * @param kafka how clients reach it
     * @param codec decodes the notices
     * @param partitions of the topic
     * @param consumers the most that are open at once
     * @param patience the longest wait for a consumer, and for notices that are not there yet: the
     *     parts of one transaction become visible one after another
     */
    public NoticeLookup(Map<String, Object> kafka, AvroCodec<Notice> codec, int partitions,
            int consumers, Duration patience) {
        this(() -> JournalConsumers.forPlaces(kafka), codec, partitions, consumers, patience);
    }

    NoticeLookup(Supplier<Consumer<byte[], byte[]>> maker, AvroCodec<Notice> codec, int partitions,
            int consumers, Duration patience) {
        this.consumers = new ConsumerPool(maker, consumers, patience);
        this.codec = codec;
        this.partitions = partitions;
        this.patience = patience;
    }

    /**
     * The notices of an entry, in their order; fewer than expected where they are gone.
     *
     * @param receivedAt when its input was received, milliseconds since 1970
     * @param expected as many as it has, at the least
     * @throws JournalUnreadable Kafka fails, or no consumer becomes free in time
     */
    public List<Notice> of(String accountId, long sequence, long receivedAt, int expected) {
        byte[] key = accountId.getBytes(StandardCharsets.UTF_8);
        TopicPartition partition = new TopicPartition(Topics.NOTICES.topicName(),
                Partitioning.partitionOf(key, partitions));
        return consumers.with(consumer -> {
            consumer.assign(List.of(partition));
            boolean isFresh = System.currentTimeMillis() - receivedAt < FRESH_MILLIS;
            long until = System.nanoTime() + (isFresh ? patience.toNanos() : 0);
            Long from = from(consumer, partition, receivedAt, until);
            List<Notice> found = new ArrayList<>();
            if (from != null) {
                consumer.seek(partition, from);
                read(consumer, partition, record -> take(record, key, sequence, found)
                        || found.size() == expected, until);
            }
            return found;
        });
    }

    private static Long from(Consumer<byte[], byte[]> consumer, TopicPartition partition,
            long receivedAt, long until) {
        while (true) {
            OffsetAndTimestamp at =
                    consumer.offsetsForTimes(Map.of(partition, receivedAt)).get(partition);
            if (at != null) {
                return at.offset();
            }
            if (System.nanoTime() - until >= 0) {
                return null; // none is as late
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Reads to the end that the partition has now, and on from there until that time. */
    private static void read(Consumer<byte[], byte[]> consumer, TopicPartition partition,
            Predicate<ConsumerRecord<byte[], byte[]>> enough, long until) {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        int read = 0;
        while (read < MOST_RECORDS
                && (consumer.position(partition) < end || System.nanoTime() - until < 0)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read++;
                if (enough.test(record)) {
                    return;
                }
            }
        }
    }

    /** Takes what is of that entry; returns true at one of a later entry of the account. */
    private boolean take(ConsumerRecord<byte[], byte[]> record, byte[] key, long sequence,
            List<Notice> found) {
        if (!Arrays.equals(record.key(), key)) {
            return false;
        }
        Notice notice = decoded(record);
        if (notice.getSequence() == sequence) {
            found.add(notice);
        }
        return notice.getSequence() > sequence;
    }

    private Notice decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return codec.decode(record.value());
        } catch (BadRecord e) {
            throw new JournalUnreadable(record.topic() + "-" + record.partition() + "@"
                    + record.offset() + " is no notice: " + e.getMessage(), e);
        }
    }

    @Override public void close() {
        consumers.close();
    }
}
