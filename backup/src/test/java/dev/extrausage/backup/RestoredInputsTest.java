package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Event;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.intake.Publisher;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that no ledger has decided, on a Kafka that is backed up and on one made from it. */
@Timeout(300)
class RestoredInputsTest {
    private static final int PARTITIONS = 2;
    private static final long NOW = System.currentTimeMillis();

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;
    private static LedgerSettings settings;
    private static Cluster cluster;

    private record Sent(Topics topic, KeptRecord record) {}

    @BeforeAll
    static void a_kafka_without_a_ledger() {
        kafka = EmbeddedKafka.start(folder.resolve("first"));
        settings = settings(kafka);
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, PARTITIONS);
        }
        cluster = Cluster.connect(kafka.bootstrapServers(), ReleasedSchemas.load());
    }

    @AfterAll
    static void stop() {
        cluster.close();
        kafka.close();
    }

    @Test
    void undecided_inputs_keep_their_order_across_topics() throws Exception {
        List<Event> plans = RunningLedger.events(NOW + 1, 0, RunningLedger.ACCOUNTS);
        List<Event> others = RunningLedger.events(NOW + 2, 0, RunningLedger.ACCOUNTS);
        publish(RunningLedger.events(NOW + 3, RunningLedger.ACCOUNTS, 20));
        publish(plans);
        publish(RunningLedger.events(NOW + 4, RunningLedger.ACCOUNTS, 20));
        publish(others);
        publish(RunningLedger.events(NOW + 5, RunningLedger.ACCOUNTS, 20));
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        BackupFolder backups = new BackupFolder(folder.resolve("backups"));
        Manifest made = Backup.make(
                cluster, settings.applicationId(), backups, null, keys.getPrivate());
        assertThat(made.retention()).isEqualTo(TopicRetention.LEAST);
        assertThat(made.schemas().values()).as("schemas of inputs that nobody has decided")
                .anyMatch(schema -> schema.contains("UsageEvent"))
                .anyMatch(schema -> schema.contains("AccountEvent"));

        try (EmbeddedKafka empty = EmbeddedKafka.start(folder.resolve("second"))) {
            KafkaAccess access = KafkaAccess.at(empty.bootstrapServers());
            Restore.Report report = Restore.run(access, ReleasedSchemas.load(), settings(empty),
                    backups, "backup-000001", keys.getPublic(), false, line -> { });
            assertThat(report.undecided()).isEqualTo(80);
            for (int p = 0; p < PARTITIONS; p++) {
                // Where times are the same, the one prefers accounts and the other usage.
                assertThat(inputs(empty, p, Comparator.reverseOrder()))
                        .isEqualTo(inputs(kafka, p, Comparator.naturalOrder())).isNotEmpty();
            }
        }
    }

    @Test
    void a_broker_that_stamps_otherwise_ends_the_restore() {
        TopicPartition where = new TopicPartition(Topics.TOP_UP_REQUESTS.topicName(), 0);
        try (Admin admin = Admin.create(settings.forClients());
                PartitionRestore restore = new PartitionRestore(cluster, admin, where, "any")) {
            restore.put(new KeptRecord(0, 0, 1_790_000_000_000L, new byte[] {1}, new byte[] {2},
                    new RecordHeaders()));
            assertThatThrownBy(() -> restore.endAt(1)).isInstanceOf(BackupProblem.class)
                    .hasMessageContaining("instead of its own, 1790000000000");
        }
    }

    private static LedgerSettings settings(EmbeddedKafka of) {
        return LedgerSettings.single(of.bootstrapServers(), folder.resolve("unused"));
    }

    private static void publish(List<Event> events) {
        try (Publisher publisher = Publisher.unordered(cluster)) {
            events.forEach(publisher::publish);
            publisher.finish();
        }
    }

    /** The records of the inputs, in the order of their times. */
    private static List<String> inputs(EmbeddedKafka of, int partition, Comparator<Integer> ties) {
        Function<Sent, Integer> rank = sent -> UndecidedInputs.TOPICS.indexOf(sent.topic);
        return UndecidedInputs.TOPICS.stream().flatMap(topic -> records(of, topic, partition))
                .sorted(Comparator.comparingLong((Sent sent) -> sent.record.timestamp())
                        .thenComparing(rank, ties)
                        .thenComparingLong(sent -> sent.record.offset()))
                .map(sent -> sent.topic + " " + Arrays.toString(sent.record.value()))
                .collect(Collectors.toList());
    }

    private static Stream<Sent> records(EmbeddedKafka of, Topics topic, int partition) {
        ConcurrentLinkedQueue<Sent> found = new ConcurrentLinkedQueue<>();
        JournalReader reader = new JournalReader(
                KafkaAccess.at(of.bootstrapServers()).forClients(), 1);
        reader.read(reader.extentOf(topic), p -> record -> {
            if (record.partition() == partition) {
                found.add(new Sent(topic, KeptRecord.of(record)));
            }
        });
        return found.stream();
    }
}
