package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.acl.Permissions;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka on which others are at work while it is to be restored. */
@Timeout(300)
class RefusedRestoreTest {
    private static final TopicPartition USAGE = new TopicPartition("usage-events", 0);
    private static final int INPUTS = 8;

    @TempDir private Path folder;
    private KeyPair keys;
    private BackupFolder backups;
    private EmbeddedKafka kafka;
    private KafkaAccess access;
    private LedgerSettings settings;
    private Admin admin;

    @BeforeEach
    void a_backup_and_an_empty_kafka() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        backups = new BackupFolder(folder.resolve("backups"));
        new WrittenBackup(backups, keys.getPrivate()).write(INPUTS);
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        access = KafkaAccess.at(kafka.bootstrapServers());
        settings = LedgerSettings.single(access, folder.resolve("unused"));
        admin = Admin.create(settings.forClients());
    }

    @AfterEach
    void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void members_of_a_consumers_group_keep_a_restore_from_beginning() throws Exception {
        admin.createTopics(List.of(new NewTopic("other", 1, (short) 1))).all().get();
        Map<String, Object> config = new HashMap<>(access.forClients());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, Permissions.TOP_UPS);
        try (Consumer<byte[], byte[]> member = new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            member.subscribe(List.of("other"));
            while (member.assignment().isEmpty()) {
                member.poll(Duration.ofMillis(100));
            }
            assertThatThrownBy(() -> Restore.run(access, ReleasedSchemas.load(), settings, backups,
                    "backup-000001", keys.getPublic(), true, line -> { }))
                    .isInstanceOf(BackupProblem.class)
                    .hasMessageContaining("is in the group extra-usage-top-ups");
        }
        assertThat(topics()).contains("other").doesNotContain("usage-events");
    }

    @Test
    void records_written_after_a_broken_off_restore_are_not_deleted() throws Exception {
        List<String> said = new ArrayList<>();
        prepare(false, said);
        send(INPUTS + 1); // a restore's records, and the mark of its last transaction
        prepare(false, said);
        assertThat(said).singleElement().asString().contains("deleting", "usage-events");
        send(INPUTS + 2);
        assertThatThrownBy(() -> prepare(false, said)).isInstanceOf(BackupProblem.class)
                .hasMessageContaining("usage-events-0 ends at offset 10", "--replace");
        assertThatCode(() -> prepare(true, said)).doesNotThrowAnyException();
    }

    @Test
    void a_record_that_somebody_wrote_meanwhile_is_noticed() throws Exception {
        prepare(false, new ArrayList<>());
        RestoredEnds ends = new RestoredEnds(backups.manifest("backup-000001"));
        ends.written(USAGE, 3);
        send(3);
        assertThatCode(() -> ends.require(admin)).doesNotThrowAnyException();
        send(1);
        assertThatThrownBy(() -> ends.require(admin)).isInstanceOf(BackupProblem.class)
                .hasMessageContaining("usage-events-0 ends at offset 4");
    }

    @Test
    void topics_that_are_not_the_ledgers_stay() throws Exception {
        String other = settings.applicationId() + "-invoices";
        admin.createTopics(List.of(new NewTopic(other, Optional.of(1), Optional.empty())))
                .all().get();
        prepare(false, new ArrayList<>());
        prepare(false, new ArrayList<>());
        assertThat(topics()).contains(other);
    }

    @Test
    void positions_of_a_broken_off_restore_are_deleted() throws Exception {
        prepare(false, new ArrayList<>());
        admin.alterConsumerGroupOffsets(Permissions.AUTO_RELOADS,
                Map.of(USAGE, new OffsetAndMetadata(5))).all().get();
        new RestoredGroups(admin, settings.applicationId()).deletePositions();
        assertThat(admin.listGroups().all().get()).isEmpty();
    }

    private void prepare(boolean replace, List<String> said) {
        new EmptyKafka(admin, settings).prepare(
                backups.manifest("backup-000001"), replace, said::add);
    }

    private Set<String> topics() throws Exception {
        return admin.listTopics().names().get();
    }

    private void send(int records) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(access.forClients(),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(
                        USAGE.topic(), USAGE.partition(), new byte[] {1}, new byte[] {2}));
            }
        }
    }
}
