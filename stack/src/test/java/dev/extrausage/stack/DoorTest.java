package dev.extrausage.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.stream.startup.CannotStart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Health health = new Health(List.of());
    private final Door door = Door.open(0, () -> health);
    private final ReleasedSchemas released = ReleasedSchemas.load();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void our_own_registry_client_gets_the_ids_of_the_catalogue() {
        try (SchemaIds ids =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(door.url())))) {
            for (Topics topic : Topics.values()) {
                topic.valueSchema().ifPresent(schema -> {
                    int id = ids.idOf(topic.topicName(), schema);
                    assertThat(id).isEqualTo(released.idOf(topic.topicName(), schema));
                });
            }
        }
        try (SchemaIds reading =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(door.url())))) {
            released.all().forEach(release ->
                    assertThat(reading.schemaOf(release.id())).isEqualTo(release.schema()));
        }
    }

    @Test
    void a_value_is_written_by_the_catalogue_and_read_by_the_registry() {
        TopUpRequested value = new TopUpRequested(
                "k", "anna", 5L, "MANUAL", Instant.ofEpochMilli(1_767_225_600_000L), "test");
        try (SchemaIds ids =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(door.url())))) {
            byte[] bytes = codec(released).encode(value);
            assertThat(codec(ids).encode(value)).isEqualTo(bytes);
            assertThat(codec(ids).decode(bytes)).isEqualTo(value);
        }
    }

    private static AvroCodec<TopUpRequested> codec(SchemaIds ids) {
        return new AvroCodec<>(TopUpRequested.class, "top-up-requests", ids);
    }

    @Test
    void an_unknown_id_is_a_bad_record_to_a_registry_client() {
        try (SchemaIds ids =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(door.url())))) {
            assertThatThrownBy(() -> ids.schemaOf(999)).isInstanceOf(BadRecord.class);
        }
    }

    @Test
    void a_schema_that_was_never_released_is_refused() {
        Schema other = SchemaBuilder.record("UsageEvent").namespace("dev.extrausage.schemas")
                .fields().requiredString("event_id").endRecord();
        try (SchemaIds ids =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(door.url())))) {
            assertThatThrownBy(() -> ids.idOf("usage-events", other))
                    .isInstanceOf(SchemaIds.SchemaRefused.class).hasMessageContaining("read-only");
        }
    }

    @Test
    void subjects_and_versions_are_listed_as_a_registry_lists_them() throws Exception {
        assertThat(get("/subjects", 200)).hasSize(7);
        assertThat(get("/subjects/usage-events-value/versions", 200)).hasToString("[1,2]");
        JsonNode latest = get("/subjects/usage-events-value/versions/latest", 200);
        assertThat(latest.get("id").asInt()).isEqualTo(8);
        assertThat(latest.get("version").asInt()).isEqualTo(2);
        assertThat(get("/subjects/usage-events-value/versions/2", 200)).isEqualTo(latest);
        assertThat(new Schema.Parser().parse(latest.get("schema").asText()).getName())
                .isEqualTo("UsageEvent");
        assertThat(get("/schemas/ids/2/versions", 200)).hasSize(2);
        assertThat(get("/schemas/ids/1/subjects?deleted=false", 200))
                .hasToString("[\"usage-events-value\"]");
        assertThat(get("/config", 200).get("compatibilityLevel").asText())
                .isEqualTo("FULL_TRANSITIVE");
        assertThat(get("/mode", 200).get("mode").asText()).isEqualTo("READONLY");
    }

    @Test
    void what_is_not_there_has_the_error_codes_of_a_registry() throws Exception {
        assertThat(get("/schemas/ids/99", 404).get("error_code").asInt()).isEqualTo(40403);
        assertThat(get("/subjects/none/versions", 404).get("error_code").asInt())
                .isEqualTo(40401);
        assertThat(get("/subjects/usage-events-value/versions/7", 404).get("error_code").asInt())
                .isEqualTo(40402);
        assertThat(get("/subjects/usage-events-value/versions/x", 422).get("error_code").asInt())
                .isEqualTo(42202);
        assertThat(get("/somewhere", 404).get("error_code").asInt()).isEqualTo(404);
    }

    @Test
    void a_posted_schema_is_recognised_by_what_it_writes() throws Exception {
        String plain = JSON.createObjectNode().put("schema",
                UsageEvent.SCHEMA$.toString()).toString();
        assertThat(post("/subjects/usage-events-value/versions?normalize=false", plain, 200))
                .hasToString("{\"id\":8}");
        JsonNode found = post("/subjects/usage-events-value", plain, 200);
        assertThat(found.get("version").asInt()).isEqualTo(2);

        String unknown = "{\"schema\":\"\\\"string\\\"\"}";
        assertThat(post("/subjects/usage-events-value", unknown, 404).get("error_code").asInt())
                .isEqualTo(40403);
        assertThat(post("/subjects/usage-events-value/versions", unknown, 422).get("error_code")
                .asInt()).isEqualTo(42205);
        for (String nonsense : List.of("{", "[]", "{}", "{\"schema\":\"{\"}",
                "{\"schema\":\"\",\"schemaType\":\"PROTOBUF\"}", "")) {
            JsonNode error = post("/subjects/usage-events-value", nonsense, 422);
            assertThat(error.get("error_code").asInt()).isEqualTo(42201);
        }
    }

    @Test
    void nothing_can_be_changed() throws Exception {
        for (String method : List.of("PUT", "DELETE", "PATCH")) {
            HttpResponse<String> answer = http.send(request("/subjects/usage-events-value")
                    .method(method, HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(422);
        }
        assertThat(get("/subjects", 200)).hasSize(7);
    }

    @Test
    void health_is_200_when_ready_and_503_with_what_is_not() throws Exception {
        assertThat(get("/health", 200).get("ready").asBoolean()).isTrue();

        health = new Health(List.of("the ledger restores"));

        assertThat(get("/health", 503).get("not_ready"))
                .hasToString("[\"the ledger restores\"]");
    }

    @Test
    void a_taken_port_is_named() {
        int port = URI.create(door.url()).getPort();

        assertThatThrownBy(() -> Door.open(port, () -> health)).isInstanceOf(CannotStart.class)
                .hasMessageContainingAll("port " + port, "--registry-port");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(door.url() + path));
    }

    private JsonNode get(String path, int status) throws IOException, InterruptedException {
        return answer(request(path).build(), status);
    }

    private JsonNode post(String path, String body, int status)
            throws IOException, InterruptedException {
        return answer(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(), status);
    }

    private JsonNode answer(HttpRequest request, int status)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Stream.of("application/vnd.schemaregistry.v1+json", "application/json"))
                .contains(answer.headers().firstValue("Content-Type").orElseThrow());
        return JSON.readTree(answer.body());
    }
}
