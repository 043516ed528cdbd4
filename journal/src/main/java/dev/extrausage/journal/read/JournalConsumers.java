package dev.extrausage.journal.read;

import dev.extrausage.kafka.BoundedConsumer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Consumers of raw bytes, without a group, that never skip what is gone from under them. */
final class JournalConsumers {
    private JournalConsumers() {}

    /** A consumer that reads whole partitions, of that isolation level. */
    static Consumer<byte[], byte[]> forWholes(Map<String, Object> kafka, String isolation) {
        Map<String, Object> settings = settings(kafka, isolation);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
        return consumer(settings);
    }

    /**
     * A consumer of committed records that jumps about: small answers, because most of each is
     * passed over, and none that is waited for at a partition's end, because a jump waits for the
     * answer under way.
     */
    static Consumer<byte[], byte[]> forPlaces(Map<String, Object> kafka) {
        Map<String, Object> settings = settings(kafka, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
        return consumer(settings);
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, String isolation) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What is gone from under the reading must end it, never be skipped.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return settings;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new BoundedConsumer(settings); // of inputs, too
    }
}
