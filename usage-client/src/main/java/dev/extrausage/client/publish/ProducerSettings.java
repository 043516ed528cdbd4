package dev.extrausage.client.publish;

import dev.extrausage.client.BootstrapServers;
import dev.extrausage.kafka.HangingBrokers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of Kafka's producer: a few that are fixed, and whatever the service adds. */
final class ProducerSettings {
    private static final Map<String, Object> OURS = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
            // A broker that has seen nothing of this producer takes whichever request it can take
            // first. Of several under way, that refused while a leader begins would come last.
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
            // Retried for ever, so in order: giving a record up would let later ones overtake it.
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
            // Blocks the delivery thread alone, which then also has to notice that it should stop.
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);

    private static final Map<String, String> REFUSED = refused();

    private ProducerSettings() { }

    private static Map<String, String> refused() {
        String safety = "an acknowledged event must be on all replicas, once";
        String order = "an account's events must stay in their order";
        String partition = "the ledger refuses a record on a partition that is not its key's";
        Map<String, String> why = new HashMap<>();
        why.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "it has a method of its own");
        why.put(ProducerConfig.ACKS_CONFIG, safety);
        why.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, safety);
        why.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "each event counts by itself");
        why.put(ProducerConfig.RETRIES_CONFIG, order);
        why.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, order);
        why.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, order);
        why.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "no request waits for it, see longestWait");
        why.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, partition);
        why.put(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, partition);
        why.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "events are handed over as bytes");
        why.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "events are handed over as bytes");
        return Map.copyOf(why);
    }

    /** Throws {@link IllegalArgumentException} for a setting that is fixed. */
    static void check(String name, String value) {
        Objects.requireNonNull(name, "the name of a Kafka setting is null");
        Objects.requireNonNull(value, () -> "the Kafka setting " + name + " is null");
        if (REFUSED.containsKey(name)) {
            throw new IllegalArgumentException("the Kafka setting " + name
                    + " cannot be set for a publisher: " + REFUSED.get(name));
        }
    }

    /**
     * Returns all settings together.
     *
     * @throws IllegalArgumentException the address is not written {@code HOST:PORT}
     * @throws org.apache.kafka.common.config.ConfigException a value that Kafka does not understand
     */
    static Map<String, Object> of(String bootstrap, Map<String, String> added) {
        Map<String, Object> all = new HashMap<>(HangingBrokers.writingInService());
        all.putAll(added);
        all.putAll(OURS);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, BootstrapServers.checked(bootstrap));
        ProducerConfig.configDef().parse(all);
        return all;
    }
}
