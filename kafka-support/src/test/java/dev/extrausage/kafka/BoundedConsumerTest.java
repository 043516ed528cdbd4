package dev.extrausage.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.CutBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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

/** What senders can make a reader unpack. */
@Timeout(120)
class BoundedConsumerTest {
    private static final int LONG_BYTES = 5_000_000;

    @TempDir private Path folder;
    private EmbeddedKafka kafka;

    @BeforeEach void start() {
        kafka = EmbeddedKafka.start(folder, 0, Map.of());
    }

    @AfterEach void stop() {
        kafka.close();
    }

    @Test void requests_that_unpack_to_megabytes_are_cut_one_a_poll() throws Exception {
        send(Topics.TOP_UP_REQUESTS, new byte[LONG_BYTES], new byte[LONG_BYTES],
                "a request".getBytes(UTF_8), new byte[LONG_BYTES]);

        List<List<byte[]>> polls = polls(Topics.TOP_UP_REQUESTS, 4);

        assertThat(polls).allSatisfy(poll ->
                assertThat(poll.stream().filter(CutBytes::isCut).count()).isLessThanOrEqualTo(1));
        assertThat(polls.stream().flatMap(List::stream)).satisfiesExactly(
                first -> assertThat(CutBytes.length(first)).isEqualTo(LONG_BYTES),
                second -> assertThat(second).hasSizeLessThan(CutBytes.MOST_WHOLE),
                request -> assertThat(request).asString(UTF_8).isEqualTo("a request"),
                last -> assertThat(CutBytes.isCut(last)).isTrue());
    }

    @Test void what_the_ledger_writes_is_left_whole() throws Exception {
        send(Topics.BALANCE_CHANGES, new byte[LONG_BYTES], new byte[LONG_BYTES]);

        assertThat(polls(Topics.BALANCE_CHANGES, 2).stream().flatMap(List::stream))
                .hasSize(2).allSatisfy(value -> assertThat(value).hasSize(LONG_BYTES));
    }

    private void send(Topics topic, byte[]... values) throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(new NewTopic(topic.topicName(), 1, (short) 1))).all().get();
        }
        Map<String, Object> zipped = Map.of("bootstrap.servers", kafka.bootstrapServers(),
                "compression.type", "zstd", "max.request.size", LONG_BYTES + 10_000);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                zipped, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(topic.topicName(), 0, null, value)).get();
            }
        }
    }

    private List<List<byte[]>> polls(Topics topic, int records) {
        List<List<byte[]>> polls = new ArrayList<>();
        try (BoundedConsumer consumer = new BoundedConsumer(settings())) {
            TopicPartition partition = new TopicPartition(topic.topicName(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (polls.stream().mapToInt(List::size).sum() < records) {
                ConsumerRecords<byte[], byte[]> read = consumer.poll(Duration.ofSeconds(1));
                polls.add(read.records(partition).stream().map(ConsumerRecord::value).toList());
            }
        }
        return polls;
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
