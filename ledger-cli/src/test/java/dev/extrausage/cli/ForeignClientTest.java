package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.core.EventId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A stranger's program: plain Kafka clients, Avro of its own, and schemas that it asks the stack's
 * registry for. Nothing of ours but the ids it makes up.
 */
@ExtendWith(SharedStack.class)
@Timeout(300)
class ForeignClientTest {
    private static final String ACCOUNT = "stranger-7";
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SharedStack.Running ledger;
    private final HttpClient http = HttpClient.newHttpClient();
    private int made;

    ForeignClientTest(SharedStack.Running ledger) {
        this.ledger = ledger;
    }

    @Test
    void produces_usage_and_reads_right_balances_as_committed() throws Exception {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(planStarted()).get();
            await("balance-changes", entry -> entry.get("sequence").equals(1L));
            for (int i = 0; i < 100; i++) {
                producer.send(usage(2_000)); // 5 cents
            }
            producer.flush();
        }

        GenericRecord last = await("balance-changes", entry -> entry.get("sequence").equals(101L));
        assertThat(last.get("allowance_left_nanos")).isEqualTo(15_000_000_000L);
        GenericRecord balance = await("balances", b -> b.get("sequence").equals(101L));
        assertThat(balance.get("allowance_left_nanos")).isEqualTo(15_000_000_000L);
        assertThat(balance.get("plan")).hasToString("pro");
        assertThat(((GenericRecord) balance.get("third_party")).get("reason"))
                .hasToString("OUT_OF_EXTRA_USAGE");
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", ledger.stack().bootstrap(), "acks", "all"),
                new StringSerializer(), new ByteArraySerializer());
    }

    private ProducerRecord<String, byte[]> planStarted() throws Exception {
        Registered schema = latest("account-events");
        Schema plan = schema.schema().getField("change").schema().getTypes().stream()
                .filter(type -> type.getName().equals("PlanStarted")).findAny().orElseThrow();
        GenericRecord change = new GenericRecordBuilder(plan).set("plan", "pro").set("seats", 1)
                .build();
        return record("account-events", schema, head(schema).set("actor", "stranger")
                .set("change", change).build());
    }

    private ProducerRecord<String, byte[]> usage(long outputTokens) throws Exception {
        Registered schema = latest("usage-events");
        return record("usage-events", schema, head(schema).set("app", "claude.ai")
                .set("model", "claude-opus-4-5").set("input_tokens", 0L)
                .set("output_tokens", outputTokens).set("cache_write_tokens", 0L)
                .set("cache_read_tokens", 0L).build());
    }

    private GenericRecordBuilder head(Registered schema) {
        long now = System.currentTimeMillis();
        return new GenericRecordBuilder(schema.schema())
                .set("event_id", EventId.derived(now, "stranger " + made++).toString())
                .set("account_id", ACCOUNT).set("occurred_at", now);
    }

    private record Registered(int id, Schema schema) { }

    private ProducerRecord<String, byte[]> record(
            String topic, Registered schema, GenericRecord value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeByte(0);
        new DataOutputStream(bytes).writeInt(schema.id());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema.schema()).write(value, encoder);
        encoder.flush();
        return new ProducerRecord<>(topic, ACCOUNT, bytes.toByteArray());
    }

    private Registered latest(String topic) throws Exception {
        JsonNode told = get("/subjects/" + topic + "-value/versions/latest");
        return new Registered(told.get("id").asInt(),
                new Schema.Parser().parse(told.get("schema").asText()));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(
                        URI.create(ledger.stack().healthAndSchemasUrl() + path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private GenericRecord await(String topic, Predicate<GenericRecord> isWanted) throws Exception {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", ledger.stack().bootstrap(),
                        "group.id", "stranger-" + made++,
                        "isolation.level", "read_committed", "auto.offset.reset", "earliest"),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            for (int polls = 0; polls < 1_200; polls++) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(A_MOMENT)) {
                    if (ACCOUNT.equals(record.key()) && isWanted.test(read(record.value()))) {
                        return read(record.value());
                    }
                }
            }
        }
        throw new AssertionError("not found on " + topic);
    }

    private GenericRecord read(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        assertThat(bytes.get()).isZero();
        try {
            Schema schema = new Schema.Parser().parse(
                    get("/schemas/ids/" + bytes.getInt()).get("schema").asText());
            return new GenericDatumReader<GenericRecord>(schema, schema, GenericData.get())
                    .read(null, DecoderFactory.get().binaryDecoder(
                            value, 5, value.length - 5, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(new String(value, StandardCharsets.ISO_8859_1), e);
        }
    }
}
