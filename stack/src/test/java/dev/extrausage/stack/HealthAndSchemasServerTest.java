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

class HealthAndSchemasServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Health health = new Health(List.of());
    private final HealthAndSchemasServer server =
            HealthAndSchemasServer.open(0, () -> health);
    private final ReleasedSchemas released = ReleasedSchemas.load();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void our_own_registry_client_gets_the_ids_of_the_catalogue() {
        try (SchemaIds ids =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(server.url())))) {
            for (Topics topic : Topics.values()) {
                topic.valueSchema().ifPresent(schema -> {
                    int id = ids.idOf(topic.topicName(), schema);
                    assertThat(id).isEqualTo(released.idOf(topic.topicName(), schema));
                });
            }
        }
        try (SchemaIds reading =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(server.url())))) {
            released.all().forEach(release ->
                    assertThat(reading.schemaOf(release.id())).isEqualTo(release.schema()));
        }
    }

    @Test
    void catalogue_writes_what_a_registry_client_reads() {
        TopUpRequested value = new TopUpRequested(
                "k", "anna", 5L, "MANUAL", Instant.ofEpochMilli(1_767_225_600_000L), "test");
        try (SchemaIds ids =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(server.url())))) {
            byte[] bytes = codec(released).encode(value);
            assertThat(codec(ids).encode(value)).isEqualTo(bytes);
            assertThat(codec(ids).decode(bytes)).isEqualTo(value);
        }
    }

    private static AvroCodec<TopUpRequested> codec(SchemaIds ids) {
        return new AvroCodec<>(TopUpRequested.class, "top-up-requests", ids);
    }

    @Test
    void registry_clients_take_an_unknown_id_for_a_bad_record() {
        try (SchemaIds ids =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(server.url())))) {
            assertThatThrownBy(() -> ids.schemaOf(999)).isInstanceOf(BadRecord.class);
        }
    }

    @Test
    void a_schema_that_was_never_released_is_refused() {
        Schema other = SchemaBuilder.record("UsageEvent").namespace("dev.extrausage.schemas")
                .fields().requiredString("event_id").endRecord();
        try (SchemaIds ids =
                new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(server.url())))) {
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
    void a_version_gives_its_bare_text() throws Exception {
        JsonNode text = get("/subjects/usage-events-value/versions/1/schema", 200);
        assertThat(new Schema.Parser().parse(text.toString())).isEqualTo(released.schemaOf(1));
        assertThat(get("/subjects/usage-events-value/versions/Latest/schema", 200))
                .isEqualTo(get("/schemas/ids/8/schema", 200));
        assertThat(get("/subjects/usage-events-value/versions/-1/referencedby", 200))
                .hasToString("[]");
        assertThat(get("/contexts", 200)).hasToString("[\".\"]");
        assertThat(code(get("/subjects/none/versions/1/schema", 404))).isEqualTo(40401);
        assertThat(code(get("/subjects/usage-events-value/versions/9/referencedby", 404)))
                .isEqualTo(40402);
    }

    @Test
    void a_guid_is_the_md5_of_the_schema() throws Exception {
        // As python3's uuid.UUID(bytes=hashlib.md5(b'"string"').digest()) has it.
        assertThat(ReleasedSubjects.guidOf(Schema.create(Schema.Type.STRING)))
                .hasToString("095d71cf-1255-6b9d-5e33-0ad575b3df5d");
        for (ReleasedSchemas.Release release : released.all()) {
            JsonNode byId = get("/schemas/ids/" + release.id(), 200);
            String guid = byId.get("guid").asText();
            assertThat(get("/schemas/guids/" + guid, 200)).isEqualTo(byId);
            assertThat(get("/schemas/guids/" + guid + "/ids", 200))
                    .hasToString("[{\"context\":\".\",\"id\":" + release.id() + "}]");
        }
        String unknown = "00000000-0000-0000-0000-000000000000";
        assertThat(code(get("/schemas/guids/" + unknown, 404))).isEqualTo(40403);
        assertThat(code(get("/schemas/guids/nonsense", 404))).isEqualTo(40403);
        assertThat(get("/schemas/guids/" + unknown + "/ids", 200)).isEmpty();
    }

    @Test
    void released_schemas_are_compatible_with_each_other() throws Exception {
        for (ReleasedSchemas.Release release : released.all()) {
            String body = body(release.schema());
            String subject = get("/schemas/ids/" + release.id() + "/subjects", 200).get(0).asText();
            for (String path : List.of("", "/latest", "/1")) {
                assertThat(post("/compatibility/subjects/" + subject + "/versions" + path, body,
                        200)).as(release + path).hasToString("{\"is_compatible\":true}");
            }
        }
    }

    @Test
    void an_incompatible_schema_is_told_its_faults_when_asked_verbosely() throws Exception {
        String body = body(SchemaBuilder.record("Notice").namespace("dev.extrausage.schemas")
                .fields().requiredString("new_and_without_default").endRecord());
        String path = "/compatibility/subjects/notices-value/versions";
        for (String asked : List.of(path, path + "/1", path + "/latest?verbose=false")) {
            assertThat(post(asked, body, 200)).hasToString("{\"is_compatible\":false}");
        }
        JsonNode verbose = post(path + "?normalize=true&verbose=true", body, 200);
        assertThat(verbose.get("is_compatible").asBoolean()).isFalse();
        assertThat(verbose.get("messages").toString()).contains("version 2 cannot read",
                "the new schema cannot read", "new_and_without_default", "FULL_TRANSITIVE");
        assertThat(post(path + "/1?verbose=true", body, 200).get("messages").toString())
                .contains("version 1").doesNotContain("version 2");
        assertThat(post(path + "?verbose=true", body(released.schemaOf(6)), 200))
                .hasToString("{\"is_compatible\":true,\"messages\":[]}");
    }

    @Test
    void compatibility_with_an_unknown_schema_is_told_by_code() throws Exception {
        String body = body(UsageEvent.SCHEMA$);
        assertThat(code(post("/compatibility/subjects/none/versions/1", body, 404)))
                .isEqualTo(40402);
        assertThat(post("/compatibility/subjects/none/versions/latest", body, 200))
                .hasToString("{\"is_compatible\":true}");
        assertThat(post("/compatibility/subjects/none/versions", body, 200))
                .hasToString("{\"is_compatible\":true}");
        String path = "/compatibility/subjects/notices-value/versions";
        assertThat(code(post(path + "/x", body, 422))).isEqualTo(42202);
        assertThat(code(post(path, "{\"schema\":\"{\"}", 422))).isEqualTo(42201);
        JsonNode verbose = post(path + "?verbose=true", "{\"schema\":\"{\"}", 200);
        assertThat(verbose.get("is_compatible").asBoolean()).isFalse();
        assertThat(verbose.get("messages").get(0).asText()).contains("Invalid schema");
    }

    @Test
    void unknown_names_have_the_error_codes_of_a_registry() throws Exception {
        assertThat(code(get("/schemas/ids/99", 404))).isEqualTo(40403);
        assertThat(code(get("/schemas/ids/first", 404))).isEqualTo(404);
        assertThat(code(get("/subjects/none/versions", 404))).isEqualTo(40401);
        assertThat(code(get("/subjects/usage-events-value/versions/2147483647", 404)))
                .isEqualTo(40402);
        for (String version : List.of("x", "0", "-2", "2147483648", "1.0")) {
            assertThat(code(get("/subjects/usage-events-value/versions/" + version, 422)))
                    .isEqualTo(42202);
        }
        assertThat(get("/subjects/a+b%2Fc/versions", 404).get("message").asText())
                .isEqualTo("Subject 'a+b/c' not found.");
        assertThat(code(get("/somewhere", 404))).isEqualTo(404);
        assertThat(code(post("/somewhere", "{}", 404))).isEqualTo(404);
    }

    @Test
    void a_posted_schema_is_recognised_by_its_canonical_form() throws Exception {
        String plain = body(UsageEvent.SCHEMA$);
        assertThat(post("/subjects/usage-events-value/versions?normalize=false", plain, 200))
                .hasToString("{\"id\":8}");
        JsonNode found = post("/subjects/usage-events-value", plain, 200);
        assertThat(found.get("version").asInt()).isEqualTo(2);

        String unknown = "{\"schema\":\"\\\"string\\\"\"}";
        assertThat(code(post("/subjects/usage-events-value", unknown, 404))).isEqualTo(40403);
        assertThat(code(post("/subjects/none", unknown, 404))).isEqualTo(40401);
        assertThat(code(post("/subjects/usage-events-value/versions", unknown, 422)))
                .isEqualTo(42205);
    }

    @Test
    void malformed_bodies_get_a_registrys_status_and_code() throws Exception {
        for (String nonsense : List.of("{}", "{\"schema\":\"{\"}", "{\"schema\":null}",
                "{\"schema\":\"\\\"int\\\"\",\"schemaType\":\"PROTOBUF\"}")) {
            assertThat(code(post("/subjects/usage-events-value", nonsense, 422)))
                    .as(nonsense).isEqualTo(42201);
        }
        for (String nonsense : List.of("{", "[]", "\"text\"", "{\"schema\":{}}", "{}{")) {
            assertThat(code(post("/subjects/usage-events-value", nonsense, 400)))
                    .as(nonsense).isEqualTo(400);
        }
        for (String nothing : List.of("", "null")) {
            assertThat(code(post("/subjects/usage-events-value", nothing, 422))).isEqualTo(422);
        }
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() throws Exception {
        for (String path : List.of("/", "/subjects", "/schemas/ids/1", "/subjects/none/versions",
                "/subjects/usage-events-value/versions/latest/schema", "/health")) {
            HttpResponse<String> head = http.send(
                    request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> get = http.send(
                    request(path).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(head.statusCode()).isEqualTo(get.statusCode());
            assertThat(head.body()).isEmpty();
            for (String header : List.of("Content-Type", "Content-Length")) {
                assertThat(head.headers().firstValue(header)).as(path)
                        .isEqualTo(get.headers().firstValue(header)).isPresent();
            }
        }
    }

    @Test
    void nothing_can_be_changed() throws Exception {
        for (String method : List.of("PUT", "DELETE")) {
            for (String path : List.of("/subjects/usage-events-value", "/config", "/mode",
                    "/subjects/usage-events-value/versions/1", "/config/usage-events-value")) {
                assertThat(code(answer(request(path).method(
                        method, HttpRequest.BodyPublishers.noBody()).build(), 422)))
                        .isEqualTo(42205);
            }
        }
        assertThat(code(answer(request("/subjects").method(
                "PATCH", HttpRequest.BodyPublishers.noBody()).build(), 405))).isEqualTo(405);
        assertThat(get("/subjects", 200)).hasSize(7);
    }

    @Test
    void health_is_200_when_ready_or_503_with_the_problems() throws Exception {
        assertThat(get("/health", 200).get("ready").asBoolean()).isTrue();

        health = new Health(List.of("the ledger restores"));

        assertThat(get("/health", 503).get("not_ready"))
                .hasToString("[\"the ledger restores\"]");
    }

    @Test
    void a_taken_port_is_named() {
        int port = URI.create(server.url()).getPort();

        assertThatThrownBy(() -> HealthAndSchemasServer.open(port, () -> health))
                .isInstanceOf(CannotStart.class)
                .hasMessageContainingAll("port " + port, "--registry-port");
    }

    private static String body(Schema schema) {
        return JSON.createObjectNode().put("schema", schema.toString()).toString();
    }

    private static int code(JsonNode error) {
        return error.get("error_code").asInt();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
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
