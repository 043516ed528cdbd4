package dev.extrausage.embedded.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real brokers in processes of their own, and what befalls them one by one. */
@Timeout(300)
class KafkaClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final TopicPartition PARTITION = new TopicPartition("kept", 0);

    @TempDir private Path folder;

    private KafkaCluster.Plan plan(VirtualNetwork network) {
        return new KafkaCluster.Plan(folder, List.of("-Xmx256m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"), Map.of(), network);
    }

    @Test void acknowledged_records_survive_the_kill_of_their_leader() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.start(plan(null));
                Producer<String, String> producer = producer(cluster)) {
            createTopic(cluster);
            List<String> acknowledged = new ArrayList<>();
            acknowledged.add(sent(producer, "before"));
            int leader = leader(cluster);
            cluster.kill(leader);
            acknowledged.add(sent(producer, "without it"));
            cluster.startAgain(leader);
            cluster.awaitWhole(PATIENCE);
            acknowledged.add(sent(producer, "with all"));
            assertThat(read(cluster, acknowledged.size())).isEqualTo(acknowledged);
        }
    }

    @Test void a_leader_that_is_cut_off_acknowledges_nothing() throws Exception {
        try (VirtualNetwork network = network();
                KafkaCluster cluster = KafkaCluster.start(plan(network));
                Producer<String, String> producer = producer(cluster)) {
            createTopic(cluster);
            sent(producer, "before");
            int leader = leader(cluster);
            cluster.cutFromOthers(leader);
            // Not idempotent: it would wait for its id, and the broker that is cut off has none.
            try (Producer<String, String> hasty = producer(cluster, "3000", false)) {
                assertThat(takes(hasty, "to a leader without followers")).isFalse();
            }
            sent(producer, "to the next leader");
            awaitOtherLeader(cluster, leader);
            cluster.mendToOthers(leader);
            cluster.awaitWhole(PATIENCE);
            assertThat(read(cluster, 2)).contains("before", "to the next leader");
        }
    }

    private static VirtualNetwork network() {
        try {
            return VirtualNetwork.open();
        } catch (NoVirtualNetwork e) {
            return abort("no broker can be cut off here: " + e.getMessage());
        }
    }

    private static boolean takes(Producer<String, String> producer, String value)
            throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static void createTopic(KafkaCluster cluster) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 3))).all().get();
        }
        cluster.awaitWhole(PATIENCE);
    }

    /** The one that is cut off may be asked, and holds itself for the leader still. */
    private static void awaitOtherLeader(KafkaCluster cluster, int before) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (leader(cluster) == before) {
            assertThat(System.nanoTime()).as("broker %s leads on", before).isLessThan(end);
        }
    }

    private static int leader(KafkaCluster cluster) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            return admin.describeTopics(List.of(PARTITION.topic())).allTopicNames().get()
                    .get(PARTITION.topic()).partitions().get(0).leader().id();
        }
    }

    private static String sent(Producer<String, String> producer, String value)
            throws ExecutionException, InterruptedException, TimeoutException {
        producer.send(new ProducerRecord<>(PARTITION.topic(), value))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return value;
    }

    private static Producer<String, String> producer(KafkaCluster cluster) {
        return producer(cluster, Long.toString(PATIENCE.toMillis()), true);
    }

    private static Producer<String, String> producer(
            KafkaCluster cluster, String patience, boolean isIdempotent) {
        return new KafkaProducer<>(Map.of("bootstrap.servers", cluster.bootstrapServers(),
                "acks", "all", "linger.ms", "0", "request.timeout.ms", "2000",
                "delivery.timeout.ms", patience,
                "enable.idempotence", Boolean.toString(isIdempotent)),
                new StringSerializer(), new StringSerializer());
    }

    private static List<String> read(KafkaCluster cluster, int count) {
        try (Consumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            List<String> values = new ArrayList<>();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (values.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
            }
            return values;
        }
    }
}
