package dev.extrausage.consumers.runtime;

import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.BoundedConsumer;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.Follower;
import dev.extrausage.kafka.HangingBrokers;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.kafka.catalog.CatalogFollower;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of one consumer, each setting with its reason where it is not Kafka's own. */
public final class KafkaClients {
    private final ConsumerSettings settings;
    private final String group;
    /** The consumers of a session that is being opened; null while none is. */
    private List<AutoCloseable> opened;

    /** {@code group}: the consumer group, from which all other names are made. */
    public KafkaClients(ConsumerSettings settings, String group) {
        this.settings = settings;
        this.group = group;
    }

    /**
     * Opens a session with these clients; consumers of one that fails half way are closed again.
     * Producers are the business of {@link Transactions}.
     */
    public <T> T open(Supplier<T> session) {
        opened = new ArrayList<>();
        try {
            return session.get();
        } catch (RuntimeException e) {
            opened.forEach(client -> closeAfter(e, client));
            throw e;
        } finally {
            opened = null;
        }
    }

    /**
     * Looks before a session is opened.
     *
     * @throws ClusterProblem a restore of the ledger's topics has begun and not ended
     */
    public void requireNoRestore() {
        try (Admin admin = admin("start")) {
            if (RestoreMark.isOn(admin, settings.applicationId())) {
                throw new ClusterProblem(RestoreMark.NOT_ENDED);
            }
        }
    }

    private static void closeAfter(RuntimeException failure, AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    private <T extends AutoCloseable> T noted(T client) {
        if (opened != null) {
            opened.add(client);
        }
        return client;
    }

    /** A member of the group, which shares the partitions with other instances. */
    public Consumer<byte[], byte[]> member() {
        Map<String, Object> config = consumer("member");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // Partition n of every topic goes to the same member, and each rebalance begins anew.
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                RangeAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        return noted(new BoundedConsumer(config));
    }

    /** A follower of whole partitions, which hands committed records on to {@code listener}. */
    public Follower follower(
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        return follower("reader", listener);
    }

    /** As {@link #follower(java.util.function.Consumer)}; {@code role} tells it from others. */
    public Follower follower(String role,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        Consumer<byte[], byte[]> reader = reader(role);
        try {
            return noted(new Follower(reader, admin(role + "-ends"), listener));
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * A follower of the ledger's catalog, not started yet.
     *
     * @param configured holds where the ledger keeps none
     */
    public CatalogFollower catalogs(Catalog configured) {
        return new CatalogFollower(common("catalog"), configured);
    }

    private Consumer<byte[], byte[]> reader(String role) {
        Map<String, Object> config = consumer(role);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        return new BoundedConsumer(config);
    }

    /** A transactional producer; opening it ends what a predecessor of this instance left open. */
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> config = common("producer");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-" + settings.instance());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // An open transaction of a dead instance holds up every reader, the ledger among them.
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 12_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return new KafkaProducer<>(config);
    }

    /** A client that asks about topics; {@code role} tells it from others of this consumer. */
    public Admin admin(String role) {
        Map<String, Object> config = common(role);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 6_000);
        return Admin.create(config);
    }

    private Map<String, Object> consumer(String role) {
        Map<String, Object> config = common(role);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Only for a group's first start: from then on the offsets are in its own transactions.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        return config;
    }

    private Map<String, Object> common(String role) {
        Map<String, Object> config = new HashMap<>(HangingBrokers.reading());
        config.putAll(settings.kafka());
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG,
                group + "-" + settings.instance() + "-" + role);
        // Nobody reads their beans.
        config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        return config;
    }
}
