package dev.extrausage.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.OpenTransactions;
import dev.extrausage.kafka.PartitionReader;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commits that a reader can still miss, and the wait for them. */
@Timeout(300)
class OpenTransactionsTest {
    private static final String BALANCES = Topics.BALANCES.topicName();

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        LedgerSettings settings =
                LedgerSettings.single(kafka.bootstrapServers(), folder.resolve("state"));
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, 1); // returns when the broker knows them, too
        }
        cluster = Cluster.connect(kafka.bootstrapServers(), ReleasedSchemas.load());
    }

    @AfterAll
    static void stop() {
        cluster.close();
        kafka.close();
    }

    @Test
    void what_an_open_transaction_has_written_is_waited_for() throws Exception {
        List<TopicPartition> balances = List.of(new TopicPartition(BALANCES, 0));
        try (KafkaProducer<byte[], byte[]> producer = producer("writer")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record("anna", "first")).get();
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                    () -> OpenTransactions.awaitEnd(cluster, balances));

            assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            producer.commitTransaction();
            waiting.get();
        }
        assertThat(lastOf("anna")).isEqualTo("first");
    }

    @Test
    void what_is_committed_after_a_search_by_time_is_met() throws Exception {
        long later = System.currentTimeMillis() + 1_000;
        try (PartitionReader reader = new PartitionReader(cluster, Topics.BALANCES, 0);
                KafkaProducer<byte[], byte[]> producer = producer("late")) {
            producer.initTransactions();
            reader.seekTo(later);
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(BALANCES, 0, later, "bea".getBytes(), new byte[0]));
            producer.commitTransaction();

            assertThat(reader.readUntil(
                    record -> new String(record.key()).equals("bea"), Duration.ofSeconds(120)))
                    .isTrue();
        }
    }

    private static String lastOf(String key) {
        String[] last = new String[1];
        try (PartitionReader reader = new PartitionReader(cluster, Topics.BALANCES, 0)) {
            reader.readToEnd(record -> {
                if (new String(record.key()).equals(key)) {
                    last[0] = new String(record.value());
                }
            });
        }
        return last[0];
    }

    private static ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(BALANCES, key.getBytes(), value.getBytes());
    }

    private static KafkaProducer<byte[], byte[]> producer(String name) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", name),
                new ByteArraySerializer(), new ByteArraySerializer());
    }
}
