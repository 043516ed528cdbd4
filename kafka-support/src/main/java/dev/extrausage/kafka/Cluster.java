package dev.extrausage.kafka;

import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * A Kafka that has the ledger's topics, as the commands reach it. The clients it opens carry bytes;
 * consumers are read_committed, producers idempotent. Safe for use by several threads.
 */
public final class Cluster implements AutoCloseable {
    private static final int KNOCK_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 10_000;

    private final KafkaAccess access;
    private final Admin admin;
    private final SchemaIds ids;
    private final int partitions;

    private Cluster(KafkaAccess access, Admin admin, SchemaIds ids, int partitions) {
        this.access = access;
        this.admin = admin;
        this.ids = ids;
        this.partitions = partitions;
    }

    /** Reaches a Kafka that lets everybody in; as {@link #connect(KafkaAccess, SchemaIds)}. */
    public static Cluster connect(String bootstrap, SchemaIds ids) {
        return connect(KafkaAccess.at(bootstrap), ids);
    }

    /**
     * Reaches a Kafka.
     *
     * @param ids the schema ids of that cluster; closed with this
     * @throws ClusterProblem nothing answers there, or the ledger's topics are not there
     */
    public static Cluster connect(KafkaAccess access, SchemaIds ids) {
        knock(access);
        Admin admin = Admin.create(common(access));
        try {
            return new Cluster(access, admin, ids, partitions(access, admin));
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    /**
     * Fails at once when nobody listens: Kafka's own clients would try for as long as they may.
     *
     * @throws ClusterProblem no address takes a connection, or one is not written {@code HOST:PORT}
     */
    public static void knock(String bootstrap) {
        requireAnswer(bootstrap, fault(bootstrap, false));
    }

    /** As {@link #knock(String)}, and fails if TLS is spoken there and not by these settings. */
    public static void knock(KafkaAccess access) {
        requireAnswer(access.bootstrap(), fault(access.bootstrap(), isPlain(access)));
    }

    /** Fails if TLS is spoken there and not by these settings; not if nobody listens. */
    public static void requireTlsWhereSpoken(KafkaAccess access) {
        fault(access.bootstrap(), isPlain(access));
    }

    private static boolean isPlain(KafkaAccess access) {
        return access.settings().getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL)
                .endsWith(SecurityProtocol.PLAINTEXT.name);
    }

    /** The last address's failure where none takes a connection; empty once one has. */
    private static Optional<IOException> fault(String bootstrap, boolean isPlain) {
        IOException last = null;
        for (String address : bootstrap.split(",")) {
            try (Socket socket = new Socket()) {
                socket.connect(socketAddress(address.strip()), KNOCK_MILLIS);
                if (isPlain && TlsProbe.isTls(socket, KNOCK_MILLIS)) {
                    throw new ClusterProblem("The Kafka at " + bootstrap + " speaks TLS, and the"
                            + " settings at hand do not: name the settings with --kafka-config or"
                            + " LEDGER_KAFKA_CONFIG.");
                }
                return Optional.empty();
            } catch (IOException e) {
                last = e;
            }
        }
        return Optional.of(last == null ? new IOException("no address") : last);
    }

    private static void requireAnswer(String bootstrap, Optional<IOException> fault) {
        if (fault.isPresent()) {
            throw new ClusterProblem("No Kafka answers at " + bootstrap + " ("
                    + reason(fault.get()) + ").", fault.get());
        }
    }

    private static String reason(IOException e) {
        return e instanceof UnknownHostException
                ? "there is no host " + e.getMessage() : e.getMessage();
    }

    private static InetSocketAddress socketAddress(String address) {
        String host = Utils.getHost(address);
        Integer port = Utils.getPort(address);
        if (host == null || port == null || port < 1 || port > 65_535) {
            throw new ClusterProblem(
                    "The bootstrap address is \"" + address + "\": it must be HOST:PORT.");
        }
        return new InetSocketAddress(host, port);
    }

    private static int partitions(KafkaAccess access, Admin admin) {
        List<String> names = Arrays.stream(Topics.values()).map(Topics::topicName).toList();
        Map<String, KafkaFuture<TopicDescription>> found =
                admin.describeTopics(names).topicNameValues();
        int partitions = 0;
        for (String name : names) {
            partitions = partitions(access, name, found.get(name));
        }
        return partitions;
    }

    private static int partitions(
            KafkaAccess access, String topic, KafkaFuture<TopicDescription> found) {
        String bootstrap = access.bootstrap();
        try {
            return found.get().partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new ClusterProblem("The Kafka at " + bootstrap + " has no topic " + topic
                        + ": create the topics with `ledger topics --bootstrap " + bootstrap
                        + "`, or start the ledger with `ledger up`.", e);
            }
            throw new ClusterProblem("The Kafka at " + bootstrap + " does not tell its topics: "
                    + e.getCause().getMessage() + hint(access, e.getCause()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A broker that wants TLS says nothing to who speaks without it. */
    private static String hint(KafkaAccess access, Throwable why) {
        return why instanceof TimeoutException && access.file().isEmpty()
                ? " If it wants TLS or a login, name the settings with --kafka-config." : "";
    }

    public static ClusterProblem interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ClusterProblem("Interrupted while waiting for Kafka.", e);
    }

    /** Its addresses, as in {@code bootstrap.servers}. */
    public String bootstrap() {
        return access.bootstrap();
    }

    /** The way to it, with the settings of every client. */
    public KafkaAccess access() {
        return access;
    }

    /** The number of partitions every topic has. */
    public int partitions() {
        return partitions;
    }

    /** The partition of an account on every topic (SPEC section 4). */
    public int partitionOf(String accountId) {
        return Partitioning.partitionOf(accountId, partitions);
    }

    /** The schema ids in use there. */
    public SchemaIds ids() {
        return ids;
    }

    Admin admin() {
        return admin;
    }

    /** A consumer of committed records, of partitions that are assigned to it by hand. */
    public Consumer<byte[], byte[]> reader() {
        return new BoundedConsumer(reading());
    }

    /**
     * The same, for who keeps inputs as they came: one that is too long to count is cut only if its
     * key or value has more than {@code mostWhole} bytes.
     */
    public Consumer<byte[], byte[]> reader(int mostWhole) {
        return new BoundedConsumer(reading(), mostWhole);
    }

    private Map<String, Object> reading() {
        Map<String, Object> config = common(access);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        // Nothing committed, and nothing to fall back to: every start is chosen by hand.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return config;
    }

    /** A producer whose retries write nothing twice and whose records are on all replicas. */
    public Producer<byte[], byte[]> producer() {
        return producer(producing(6 * ANSWER_MILLIS));
    }

    /** The same, which gives up after {@code longest}: for who has somebody waiting. */
    public Producer<byte[], byte[]> producer(Duration longest) {
        int millis = Math.toIntExact(longest.toMillis());
        Map<String, Object> config = producing(millis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        return producer(config);
    }

    private Map<String, Object> producing(int longestMillis) {
        Map<String, Object> config = common(access);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Of several to a leader that begins, the first could be refused and then come last.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, longestMillis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return config;
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> common(KafkaAccess access) {
        Map<String, Object> config = new HashMap<>(HangingBrokers.reading());
        config.putAll(access.forClients());
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        // No beans: they would clash between the clients of one process, and nobody reads them.
        config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        return config;
    }

    @Override
    public void close() {
        admin.close();
        ids.close();
    }
}
