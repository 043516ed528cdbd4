package dev.extrausage.stream.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Consecutive records of a partition that the broker appended at the same time, which pass through
 * Kafka Streams as one record.
 *
 * <p>Streams takes the inputs of a task in the order of their times, and asks before each record
 * whether an earlier one may still come on another topic. Within a run the answer is the same, so
 * it is asked once. That, and all else that Streams does for a record on its way in, was a third of
 * what a stream thread allocates for an event. A broker stamps a batch of its sender's with one
 * time, so there are runs wherever senders have much to send.
 *
 * <p>A run is taken whole by one call of the processor, and so is in one transaction. What is
 * committed of an input is the offset of the next record that Streams holds, or else where the
 * consumer stands: so a run has the offset of its <b>first</b> record. For the same reason the last
 * record of a poll is in no run: Streams compares its offset with where the consumer stands, and
 * would commit once more.
 */
final class InputRun implements Header {
    /** Bounds, with the records that Streams holds of a partition, what may wait in the heap. */
    static final int MOST_RECORDS = 32;
    /** The most bytes of a run's keys, values and headers together, unless it is one record. */
    static final int MOST_BYTES = 64 * 1024;

    private static final String NAME = "ledger-input-run";

    private final List<ConsumerRecord<byte[], byte[]>> records;

    private InputRun(List<ConsumerRecord<byte[], byte[]>> records) {
        this.records = records;
    }

    /** The records of the run that has these headers; empty for a record that came as it is. */
    static List<ConsumerRecord<byte[], byte[]>> in(Headers headers) {
        // No sender can write one: what came over the wire is of another class.
        return headers.lastHeader(NAME) instanceof InputRun run ? run.records : List.of();
    }

    /** The same records in the same order, each run as one; a run of one record as it is. */
    static ConsumerRecords<byte[], byte[]> join(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> joined = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            joined.put(partition, join(polled.records(partition)));
        }
        return new ConsumerRecords<>(joined, polled.nextOffsets());
    }

    private static List<ConsumerRecord<byte[], byte[]>> join(
            List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> joined = new ArrayList<>();
        int from = 0;
        while (from < records.size()) {
            int to = endOfRun(records, from);
            joined.add(to - from == 1 ? records.get(from)
                    : asOne(List.copyOf(records.subList(from, to))));
            from = to;
        }
        return joined;
    }

    private static int endOfRun(List<ConsumerRecord<byte[], byte[]>> records, int from) {
        ConsumerRecord<byte[], byte[]> first = records.get(from);
        int most = Math.min(records.size() - 1, from + MOST_RECORDS);
        long bytes = size(first);
        int to = from + 1;
        while (to < most && isOfOneTime(first, records.get(to))) {
            bytes += size(records.get(to));
            if (bytes > MOST_BYTES) {
                break;
            }
            to++;
        }
        return to;
    }

    /** A sender's clock says nothing of the broker's: such a record stays by itself. */
    private static boolean isOfOneTime(
            ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
        return one.timestampType() == TimestampType.LOG_APPEND_TIME
                && other.timestampType() == TimestampType.LOG_APPEND_TIME
                && one.timestamp() == other.timestamp();
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        long size = bytesOf(record);
        for (Header header : record.headers().toArray()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    private static int bytesOf(ConsumerRecord<byte[], byte[]> record) {
        return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    private static ConsumerRecord<byte[], byte[]> asOne(
            List<ConsumerRecord<byte[], byte[]>> run) {
        ConsumerRecord<byte[], byte[]> first = run.get(0);
        int bytes = run.stream().mapToInt(InputRun::bytesOf).sum();
        return new ConsumerRecord<>(first.topic(), first.partition(), first.offset(),
                first.timestamp(), first.timestampType(), 0, bytes, null, null,
                new RecordHeaders().add(new InputRun(run)), first.leaderEpoch());
    }

    @Override public String key() {
        return NAME;
    }

    @Override public byte[] value() {
        return null;
    }
}
