package dev.extrausage.client;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** What Kafka's producer is told: a few settings that are ours, and whatever the service adds. */
public final class KafkaSettings {
    private static final Map<String, Object> OURS = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
            // Kafka itself goes on for ever, in order; the spool never runs out of patience first.
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
            // Of the thread that sends, which has nothing else to do; between, it looks up.
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);

    private static final Map<String, String> REFUSED = refused();

    private KafkaSettings() { }

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

    /** Throws {@link IllegalArgumentException} for a setting that must stay as it is. */
    public static void check(String name) {
        if (REFUSED.containsKey(name)) {
            throw new IllegalArgumentException("the Kafka setting " + name
                    + " cannot be set for a publisher: " + REFUSED.get(name));
        }
    }

    /**
     * All settings together.
     *
     * @throws IllegalArgumentException the address is not written {@code HOST:PORT}
     * @throws org.apache.kafka.common.config.ConfigException a value that Kafka does not understand
     */
    public static Map<String, Object> of(String bootstrap, Map<String, String> added) {
        checkAddresses(bootstrap);
        Map<String, Object> all = new HashMap<>(added);
        all.putAll(OURS);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        ProducerConfig.configDef().parse(all);
        return all;
    }

    /** Throws {@link IllegalArgumentException} unless each address is {@code HOST:PORT}. */
    public static void checkAddresses(String bootstrap) {
        for (String address : bootstrap.split(",")) {
            if (Utils.getHost(address.strip()) == null || Utils.getPort(address.strip()) == null) {
                throw new IllegalArgumentException(
                        "bootstrap servers are \"" + bootstrap + "\": each must be HOST:PORT");
            }
        }
    }
}
