package dev.extrausage.consumers.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An absence that is longer than notices are kept. */
class LostRecordsTest {
    private static final String GROUP = "some-group";
    private static final String NOTICES = Topics.NOTICES.topicName();

    @TempDir Path folder;

    @Test void records_deleted_before_a_group_read_them_are_told() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            Map<String, Object> all = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(all)) {
                admin.createTopics(List.of(new NewTopic(NOTICES, 2, (short) 1))).all().get();
                write(all, 5);
                TopicPartition first = new TopicPartition(NOTICES, 0);
                admin.alterConsumerGroupOffsets(GROUP, Map.of(first, new OffsetAndMetadata(2),
                        new TopicPartition(NOTICES, 1), new OffsetAndMetadata(0))).all().get();
                assertThat(LostRecords.of(admin, GROUP, List.of(NOTICES))).isEmpty();

                admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(4))).all().get();
                assertThat(LostRecords.of(admin, GROUP, List.of(NOTICES))).containsExactly(
                        "notices-0 begins at offset 4, and the group some-group had read up to 2:"
                                + " what was between was deleted before it was read");
                assertThat(LostRecords.of(admin, GROUP, List.of("others"))).isEmpty();
                assertThat(LostRecords.of(admin, "a-new-group", List.of(NOTICES))).isEmpty();
            }
        }
    }

    private static void write(Map<String, Object> all, int count) throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                all, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(NOTICES, 0, null, new byte[1])).get();
            }
        }
    }
}
