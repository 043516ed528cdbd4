package dev.extrausage.client.gate;

import dev.extrausage.client.BootstrapServers;
import dev.extrausage.kafka.HangingBrokers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The settings of a gate's consumer: those its answers rest on, and whatever the service adds. */
final class FollowerSettings {
    private static final Map<String, Object> OURS = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    private static final Map<String, Object> UNLESS_TOLD = Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG, "usage-gate",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);

    private FollowerSettings() { }

    /** Throws {@link IllegalArgumentException} for a setting that must stay as it is. */
    static void check(String name, Object value) {
        Objects.requireNonNull(name, "the name of a Kafka setting is null");
        Objects.requireNonNull(value, () -> "the Kafka setting " + name + " is null");
        if (OURS.containsKey(name) || name.equals(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException("the Kafka setting " + name
                    + " cannot be set for a gate: its answers rest on it");
        }
    }

    /** Returns what a client has to know to reach Kafka, as the consumer of snapshots does. */
    static Map<String, Object> forCatalog(String bootstrap, Map<String, Object> added) {
        Map<String, Object> all = new HashMap<>();
        all.put(ConsumerConfig.CLIENT_ID_CONFIG, UNLESS_TOLD.get(ConsumerConfig.CLIENT_ID_CONFIG));
        all.putAll(added);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, BootstrapServers.checked(bootstrap));
        return all;
    }

    /**
     * Returns all settings together.
     *
     * @throws IllegalArgumentException the address is not written {@code HOST:PORT}
     * @throws org.apache.kafka.common.config.ConfigException a value that Kafka does not understand
     */
    static Map<String, Object> of(String bootstrap, Map<String, Object> added) {
        Map<String, Object> all = new HashMap<>(UNLESS_TOLD);
        all.putAll(HangingBrokers.readingInService());
        all.putAll(added);
        all.putAll(OURS);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, BootstrapServers.checked(bootstrap));
        ConsumerConfig.configDef().parse(all);
        return all;
    }
}
