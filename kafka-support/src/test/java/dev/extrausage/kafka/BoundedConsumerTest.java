package dev.extrausage.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.CutBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that a sender can make a reader unpack. */
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

    @Test void a_record_that_is_long_in_every_part_passes_once() throws Exception {
        byte[] zeros = new byte[LONG_BYTES / 4];
        Headers headers = new RecordHeaders().add("first", zeros).add("second", zeros);
        send(Topics.USAGE_EVENTS, List.of(
                new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(), 0, zeros, zeros, headers),
                new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(), 0, new byte[1], new byte[1],
                        headers)));

        List<ConsumerRecords<byte[], byte[]>> polls = records(Topics.USAGE_EVENTS, 2);

        assertThat(polls).allSatisfy(poll -> assertThat(poll.count()).isLessThanOrEqualTo(1));
        polls.forEach(poll -> poll.forEach(record -> {
            assertThat(LongHeaders.areLong(record.headers())).isTrue();
            assertThat(record.headers()).singleElement().satisfies(one ->
                    assertThat(one.value()).hasSizeLessThan(CutBytes.MOST_WHOLE));
            assertThat(record.key()).hasSizeLessThan(CutBytes.MOST_WHOLE);
        }));
    }

    @Test void what_the_ledger_writes_is_left_whole() throws Exception {
        send(Topics.BALANCE_CHANGES, new byte[LONG_BYTES], new byte[LONG_BYTES]);

        assertThat(polls(Topics.BALANCE_CHANGES, 2).stream().flatMap(List::stream))
                .hasSize(2).allSatisfy(value -> assertThat(value).hasSize(LONG_BYTES));
    }

    private void send(Topics topic, byte[]... values) throws Exception {
        send(topic, Arrays.stream(values).map(value ->
                new ProducerRecord<byte[], byte[]>(topic.topicName(), 0, null, value)).toList());
    }

    private void send(Topics topic, List<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(new NewTopic(topic.topicName(), 1, (short) 1))).all().get();
        }
        Map<String, Object> zipped = Map.of("bootstrap.servers", kafka.bootstrapServers(),
                "compression.type", "zstd", "max.request.size", LONG_BYTES + 10_000);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                zipped, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    private List<List<byte[]>> polls(Topics topic, int records) {
        List<List<byte[]>> polls = new ArrayList<>();
        records(topic, records).forEach(poll -> {
            List<byte[]> values = new ArrayList<>();
            poll.forEach(record -> values.add(record.value()));
            polls.add(values);
        });
        return polls;
    }

    private List<ConsumerRecords<byte[], byte[]>> records(Topics topic, int records) {
        List<ConsumerRecords<byte[], byte[]>> polls = new ArrayList<>();
        try (BoundedConsumer consumer = new BoundedConsumer(settings())) {
            TopicPartition partition = new TopicPartition(topic.topicName(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (polls.stream().mapToInt(ConsumerRecords::count).sum() < records) {
                polls.add(consumer.poll(Duration.ofSeconds(1)));
            }
        }
        return polls;
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
