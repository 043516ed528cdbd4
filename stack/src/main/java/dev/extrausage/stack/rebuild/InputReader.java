package dev.extrausage.stack.rebuild;

import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.kafka.LogEnds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.StartOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single inputs by their places, and how far inputs were rejected. */
final class InputReader implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final int MOST_AT_ONCE = 500;
    /** A jump to another place, and the close, wait for the answer to the fetch under way. */
    private static final int LAST_FETCH_MILLIS = 5;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Long> rejected = new ConcurrentHashMap<>();

    /** A reader of the inputs as they stand now. */
    InputReader(Admin admin, LedgerSettings settings, int partitions) {
        List<TopicPartition> inputs = new ArrayList<>();
        for (Topics topic : StartOffsets.INPUTS) {
            for (int p = 0; p < partitions; p++) {
                inputs.add(new TopicPartition(topic.topicName(), p));
            }
        }
        ends = LogEnds.written(admin, inputs);
        Map<String, Object> all = settings.forClients();
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LAST_FETCH_MILLIS);
        consumer = new KafkaConsumer<>(
                all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(inputs);
        begins = consumer.beginningOffsets(inputs);
    }

    /** Reads which inputs were rejected, as far as that is kept. */
    void readRejections(JournalReader reader) {
        reader.read(reader.extentOf(Topics.REJECTED_EVENTS), any -> record -> {
            Headers headers = record.headers();
            String topic = Rejection.header(headers, Rejection.TOPIC);
            String partition = Rejection.header(headers, Rejection.PARTITION);
            String offset = Rejection.header(headers, Rejection.OFFSET);
            if (topic != null && partition != null && offset != null) {
                rejected.merge(new TopicPartition(topic, Integer.parseInt(partition)),
                        Long.parseLong(offset) + 1, Math::max);
            }
        });
    }

    /** The offset behind the last input that was rejected; 0: none was. */
    long behindRejections(TopicPartition input) {
        return rejected.getOrDefault(input, 0L);
    }

    /** The first offset that is kept. */
    long begin(TopicPartition input) {
        return begins.get(input);
    }

    /** The offset behind the last record. */
    long end(TopicPartition input) {
        return ends.get(input);
    }

    /** The record at an offset; empty if it is not kept, or is no committed record. */
    Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition input, long offset) {
        return offset < begin(input) || offset >= end(input) ? Optional.empty()
                : from(input, offset).stream().filter(r -> r.offset() == offset).findFirst();
    }

    /** The committed records that come next, some of them; empty at the end. */
    List<ConsumerRecord<byte[], byte[]>> from(TopicPartition input, long offset) {
        List<TopicPartition> one = List.of(input);
        consumer.assign(one);
        consumer.seek(input, offset);
        long end = consumer.endOffsets(one).get(input);
        while (consumer.position(input) < end) {
            List<ConsumerRecord<byte[], byte[]>> next = consumer.poll(WAIT).records(input);
            if (!next.isEmpty()) {
                return next;
            }
        }
        return List.of();
    }

    @Override public void close() {
        consumer.close();
    }
}
