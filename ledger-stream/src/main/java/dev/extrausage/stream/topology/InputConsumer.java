package dev.extrausage.stream.topology;

import dev.extrausage.kafka.BoundedConsumer;
import dev.extrausage.kafka.LongHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The consumer of the inputs, which guards what the processor behind it cannot see.
 *
 * <p><b>Size.</b> A batch within the broker's bound can unpack to hundreds of megabytes. What is
 * too long is cut where it is unpacked ({@link BoundedConsumer}), headers too, so that it costs its
 * own rejection and not the process its memory.
 *
 * <p><b>Time.</b> A record that the broker has not stamped has no {@code received_at}. While its
 * topic is set so, the consumer fails, and the ledger stops before it decides by a sender's clock.
 * Once the topic is set right again, such a record is marked, and rejected.
 *
 * <p>Records that the broker appended at the same time are handed on as one ({@link InputRun}).
 */
final class InputConsumer extends BoundedConsumer {
    /** Header of a record whose timestamp is its sender's; one that writes it is rejected too. */
    static final String NOT_STAMPED = "ledger-not-stamped-by-the-broker";

    private final Function<String, Optional<String>> stampingFault;

    /** {@code stampingFault}: a sentence if that topic is not stamped by the broker now. */
    InputConsumer(Map<String, Object> config,
            Function<String, Optional<String>> stampingFault) {
        super(config);
        this.stampingFault = stampingFault;
    }

    @Override public ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        ConsumerRecords<byte[], byte[]> records = super.poll(longest);
        boolean isTooLong = false;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
                failIfStillUnstamped(record);
                record.headers().add(NOT_STAMPED, new byte[0]);
            }
            isTooLong |= LongHeaders.areLong(record.headers());
        }
        return InputRun.join(isTooLong ? withCutHeaders(records) : records);
    }

    private void failIfStillUnstamped(ConsumerRecord<byte[], byte[]> record) {
        stampingFault.apply(record.topic()).ifPresent(fault -> {
            throw new UnstampedInput(fault + ". The record at offset " + record.offset()
                    + " of partition " + record.partition() + " has its sender's time. Nothing is"
                    + " decided by it: set the topic right and start the ledger again. Records that"
                    + " were written meanwhile then go to rejected-events");
        });
    }

    private static ConsumerRecords<byte[], byte[]> withCutHeaders(
            ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> all = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> cut = new ArrayList<>();
            records.records(partition).forEach(r -> cut.add(
                    LongHeaders.areLong(r.headers()) ? withCutHeaders(r) : r));
            all.put(partition, cut);
        }
        return new ConsumerRecords<>(all, records.nextOffsets());
    }

    /** Of a record without key and value, whose headers no deserializer has met. */
    private static ConsumerRecord<byte[], byte[]> withCutHeaders(
            ConsumerRecord<byte[], byte[]> record) {
        Headers one = new RecordHeaders().add(LongHeaders.standIn(record.headers()));
        return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(),
                record.timestamp(), record.timestampType(), record.serializedKeySize(),
                record.serializedValueSize(), record.key(), record.value(), one,
                record.leaderEpoch());
    }
}
