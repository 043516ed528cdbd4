package dev.extrausage.stack.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
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

/** The doctor's findings about consumer groups whose offsets are lost. */
@Timeout(120)
class GroupPartTest {
    private static final TopicPartition NOTICES =
            new TopicPartition(Topics.NOTICES.topicName(), 0);
    private static final String GROUP = "extra-usage-auto-reload";

    @TempDir private Path folder;
    private EmbeddedKafka kafka;
    private Admin admin;
    private LedgerSettings settings;

    @BeforeEach void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0, Map.of());
        settings = LedgerSettings.single(kafka.bootstrapServers(), folder.resolve("state"));
        admin = Admin.create(settings.forClients());
        TopicSetup.apply(admin, settings, 1);
    }

    @AfterEach void stop() {
        admin.close();
        kafka.close();
    }

    @Test void records_that_were_deleted_before_they_were_read_are_named() throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                settings.forClients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 5; i++) {
                producer.send(new ProducerRecord<>(NOTICES.topic(), 0, null, new byte[1])).get();
            }
        }
        commit(GROUP, 2);
        assertThat(findings(GROUP)).singleElement().satisfies(f -> assertThat(f.says()).isEqualTo(
                "0 members, Empty, lag 3: nobody is at work. Start it"));

        admin.deleteRecords(Map.of(NOTICES, RecordsToDelete.beforeOffset(4))).all().get();
        assertThat(findings(GROUP)).singleElement().satisfies(f -> assertThat(f.says()).isEqualTo(
                "goes on at offset 2 of notices-0, which begins at 4: records were deleted before"
                        + " they were read. See \"An input that lost records\" in"
                        + " docs/OPERATIONS.md"));
    }

    @Test void offsets_of_the_ledger_that_kafka_has_dropped_are_named() throws Exception {
        assertThat(findings(settings.applicationId())).noneMatch(
                f -> f.subject().equals("offsets"));

        admin.deleteConsumerGroups(List.of(settings.applicationId())).all().get();

        assertThat(findings(settings.applicationId())).anySatisfy(f -> {
            assertThat(f.subject()).isEqualTo("offsets");
            assertThat(f.isWell()).isFalse();
            assertThat(f.says()).contains(settings.applicationId());
        }).anySatisfy(f -> assertThat(f.says()).isEqualTo("has never run: start it"));
    }

    private void commit(String group, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                group, Map.of(NOTICES, new OffsetAndMetadata(offset))).all().get();
    }

    private List<Diagnosis> findings(String group) {
        List<Diagnosis> findings = new ArrayList<>();
        new GroupPart(admin, settings, List.of(group)).examine(findings);
        return findings;
    }
}
