package dev.extrausage.benchmarks.api;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Tells of each usage event when a {@code read_committed} reader of the journal has its entry. */
final class DecidedWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final AvroCodec<BalanceChange> codec = new AvroCodec<>(BalanceChange.class,
            Topics.BALANCE_CHANGES.topicName(), ReleasedSchemas.load());
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SeenEvents seen;
    private final Thread thread = new Thread(this::read, "decided-reader");

    /** Will read what is committed from now on. */
    DecidedWatch(String bootstrapServers, SeenEvents seen) {
        this.seen = seen;
        consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(Topics.BALANCE_CHANGES.topicName())
                .stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position); // seeking is lazy
    }

    void start() {
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (true) {
                ConsumerRecords<byte[], byte[]> entries = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> entry : entries) {
                    if (codec.decode(entry.value()).getCause() instanceof UsageEvent cause) {
                        seen.decided(cause.getEventId(), now);
                    }
                }
            }
        } catch (WakeupException e) {
            return; // by close
        }
    }

    /** Returns when the thread has ended; to be called after {@link #start}. */
    @Override public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
