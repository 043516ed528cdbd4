package dev.extrausage.stack.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.Permissions;
import dev.extrausage.stream.startup.ChangelogTopics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor's words on topics in which processes remember. */
@Timeout(120)
class MemoryPartTest {
    private static final int PARTITIONS = 2;
    private static final String MEMORY = Permissions.TOP_UPS + "-memory";

    @TempDir private Path folder;
    private EmbeddedKafka kafka;
    private Admin admin;
    private LedgerSettings settings;
    private String accounts;
    private String ids;

    @BeforeEach void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0, Map.of());
        settings = LedgerSettings.single(kafka.bootstrapServers(), folder.resolve("state"));
        admin = Admin.create(settings.forClients());
        TopicSetup.apply(admin, settings, PARTITIONS);
        List<String> changelogs = new ChangelogTopics(settings).topics();
        accounts = changelogs.get(0);
        ids = changelogs.get(1);
    }

    @AfterEach void stop() {
        admin.close();
        kafka.close();
    }

    @Test void a_kafka_on_which_nothing_has_run_is_well() {
        assertWell();
    }

    @Test void changelogs_that_are_gone_or_empty_are_named() throws Exception {
        write(Topics.BALANCE_CHANGES.topicName(), 1);
        assertWrong(accounts + " has nothing of the partitions [1]", "`ledger rebuild`");

        create(accounts);
        assertWrong(accounts + " has nothing of the partitions [1]", "made anew");

        write(accounts, 1);
        assertWrong(ids + " is not there", "`ledger rebuild`");

        create(ids);
        assertWell();
    }

    @Test void a_lost_memory_of_charges_is_named() throws Exception {
        admin.alterConsumerGroupOffsets(Permissions.TOP_UPS, Map.of(
                new TopicPartition(Topics.TOP_UP_REQUESTS.topicName(), 0),
                new OffsetAndMetadata(3))).all().get();
        assertWrong(MEMORY + " has nothing", "`ledger audit --payments FILE`");

        create(MEMORY);
        assertWrong(MEMORY + " has nothing", "`ledger audit --payments FILE`");

        write(MEMORY, 0);
        assertWell();
    }

    private void create(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }

    private void write(String topic, int partition) throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                settings.forClients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    topic, partition, new byte[] {1}, new byte[] {2})).get();
        }
    }

    private void assertWell() {
        assertThat(findings()).singleElement().satisfies(f -> assertThat(f.isWell()).isTrue());
    }

    private void assertWrong(String... says) {
        assertThat(findings()).singleElement().satisfies(f -> {
            assertThat(f.isWell()).isFalse();
            assertThat(f.says()).contains(says);
        });
    }

    private List<Diagnosis> findings() {
        List<Diagnosis> findings = new ArrayList<>();
        new MemoryPart(admin, settings).examine(findings);
        return findings;
    }
}
