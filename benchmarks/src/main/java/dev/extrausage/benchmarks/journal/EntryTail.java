package dev.extrausage.benchmarks.journal;

import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the journal as it grows, from where it ends when this is made, on a thread of its own and
 * with a consumer's usual settings.
 */
public final class EntryTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Listener listener;
    private final Consumer<RuntimeException> failed;
    private final Thread thread;

    /** A receiver of entries, on the tail's thread. */
    @FunctionalInterface
    public interface Listener {
        /** Hears of an entry; {@code nanos}: when it was read, of {@link System#nanoTime}. */
        void read(ConsumerRecord<byte[], byte[]> entry, long nanos);
    }

    /**
     * A tail that will read what is committed from now on.
     *
     * @param name of its thread
     * @param further settings of its consumer beside the address
     * @param failed hears of what ended the reading, but for {@link #close}
     */
    public EntryTail(String name, String bootstrapServers, Map<String, Object> further,
            Listener listener, Consumer<RuntimeException> failed) {
        this.listener = listener;
        this.failed = failed;
        thread = new Thread(this::read, name);
        thread.setDaemon(true);
        consumer = consumer(bootstrapServers, further);
        List<TopicPartition> all = consumer.partitionsFor(Topics.BALANCE_CHANGES.topicName())
                .stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position); // seeking is lazy
    }

    /** A consumer of committed records, without a group. */
    public static KafkaConsumer<byte[], byte[]> consumer(
            String bootstrapServers, Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(further);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (true) {
                ConsumerRecords<byte[], byte[]> entries = consumer.poll(POLL);
                long now = System.nanoTime();
                entries.forEach(entry -> listener.read(entry, now));
            }
        } catch (WakeupException e) {
            return; // by close
        } catch (RuntimeException e) {
            failed.accept(e);
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
