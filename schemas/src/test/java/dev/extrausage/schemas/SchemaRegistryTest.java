package dev.extrausage.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.schemas.RegistryServer.Asked;
import dev.extrausage.schemas.RegistryServer.Behaviour;
import dev.extrausage.schemas.RegistryServer.Reply;
import dev.extrausage.schemas.SchemaIds.SchemaRefused;
import dev.extrausage.schemas.SchemaIds.WaitEnded;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real HTTP server: a registry that is well, ill, gone, slow, lying or strange. */
@Timeout(300)
class SchemaRegistryTest {
    /** Longer than any test runs. */
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Schema NOTICE = PlainSchema.of(Notice.SCHEMA$);
    private static final Schema EARLIER = ReleasedSchemas.load().schemaOf(6);
    private static final String UNKNOWN =
            "{\"error_code\":40403,\"message\":\"Schema 77 not found\"}";

    private RegistryServer server = RegistryServer.answering(well());
    private SchemaRegistry registry = registry(server.address());

    @AfterEach
    void stop() {
        registry.close();
        server.close();
    }

    @Test
    void our_schema_is_registered_once_under_the_topics_value_subject() throws Exception {
        AvroCodec<Notice> codec = new AvroCodec<>(Notice.class, "notices", registry);
        Notice notice = (Notice) Examples.all().reduce((a, b) -> b).orElseThrow().value();

        byte[] bytes = codec.encode(notice);
        codec.encode(notice);

        assertThat(bytes).startsWith(0, 0, 0, 1, 44);
        assertThat(codec.decode(bytes)).isEqualTo(notice);
        assertThat(server.asked()).extracting(asked -> asked.method() + " " + asked.path())
                .containsExactlyInAnyOrder("POST /subjects/notices-value/versions",
                        "POST /subjects/notices-value/versions", "GET /schemas/ids/299",
                        "GET /schemas/ids/300");
        List<Asked> posted = server.asked().stream()
                .filter(asked -> asked.method().equals("POST")).toList();
        assertThat(posted).allSatisfy(asked -> {
            assertThat(asked.authorization()).isNull();
            assertThat(asked.body()).doesNotContain("avro.java.string");
        });
        assertThat(posted).extracting(SchemaRegistryTest::schemaIn)
                .containsExactly(EARLIER, NOTICE);
    }

    @Test
    void a_strangers_schema_is_fetched_once_and_resolved_to_ours() {
        assertThat(registry.schemaOf(300)).isEqualTo(NOTICE);
        assertThat(registry.schemaOf(300)).isEqualTo(NOTICE);

        assertThat(onlyRequest().path()).isEqualTo("/schemas/ids/300");
    }

    @Test
    void a_login_is_sent_as_basic_authentication() {
        URI withLogin = URI.create(server.address().toString().replace("//", "//alice:s3cret@"));
        try (SchemaRegistry guarded = registry(withLogin)) {
            guarded.schemaOf(300);
        }

        assertThat(onlyRequest().authorization()).isEqualTo("Basic YWxpY2U6czNjcmV0");
    }

    @Test
    void an_address_may_have_a_path() {
        try (SchemaRegistry below = registry(server.address().resolve("/apis/ccompat/v7/"))) {
            below.schemaOf(300);
        }

        assertThat(onlyRequest().path()).isEqualTo("/apis/ccompat/v7/schemas/ids/300");
    }

    @Test
    void an_unknown_id_is_not_asked_for_again_at_once() {
        server.answer(asked -> new Reply(404, UNKNOWN));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> registry.schemaOf(77)).isInstanceOf(BadRecord.class)
                    .hasMessage("schema id 77 is unknown to the schema registry");
        }
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void an_unknown_id_is_asked_for_again_after_a_while() {
        try (SchemaRegistry forgetful = registry(server.address(), FOR_EVER,
                Duration.ofMillis(1), Duration.ZERO)) {
            server.answer(asked -> new Reply(404, UNKNOWN));
            assertThatThrownBy(() -> forgetful.schemaOf(77)).isInstanceOf(BadRecord.class);
            server.answer(well());

            assertThat(forgetful.schemaOf(77)).isEqualTo(NOTICE);
        }
    }

    @Test
    void a_negative_id_is_never_asked_for() {
        assertThatThrownBy(() -> registry.schemaOf(-5)).isInstanceOf(BadRecord.class)
                .hasMessage("schema id -5 is negative, must be 0 or more");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_bare_404_is_a_wrong_address_at_first() {
        server.answer(inTurn(new Reply(404, ""), new Reply(404, "<html>404</html>"),
                Reply.ok(schemaReply(NOTICE)), new Reply(404, "")));

        assertThat(registry.schemaOf(300)).isEqualTo(NOTICE);
        assertThat(server.asked()).hasSize(3);
        assertThatThrownBy(() -> registry.schemaOf(301)).isInstanceOf(BadRecord.class)
                .hasMessage("schema id 301 is unknown to the schema registry");
    }

    static List<Reply> noAnswers() {
        return List.of(new Reply(500, "oops"), new Reply(502, ""), new Reply(503, "{}"),
                new Reply(429, "{\"error_code\":429}"), new Reply(401, ""), new Reply(403, "{}"),
                Reply.ok("<html>Please log in</html>"), Reply.ok(""), Reply.ok("[]"),
                Reply.ok("{\"schema\":7}"), Reply.ok("{\"id\":\"x\"}"), Reply.ok("{\"id\":1.5}"),
                Reply.ok("{\"id\":99999999999}"), new Reply(302, ""), new Reply(204, ""));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void an_implausible_answer_is_asked_for_again(Reply wrong) {
        server.answer(inTurn(wrong, wrong, Reply.ok(schemaReply(NOTICE))));
        assertThat(registry.schemaOf(300)).isEqualTo(NOTICE);
        assertThat(server.asked()).hasSize(3);

        server.answer(inTurn(wrong, wrong, Reply.ok("{\"id\":300}"),
                Reply.ok(schemaReply(NOTICE))));
        assertThat(registry.idOf("notices", NOTICE)).isEqualTo(300);
        assertThat(server.asked()).hasSize(7);
    }

    @Test
    void another_schema_under_our_id_stops_us() {
        Schema another = ReleasedSchemas.load().schemaOf(8);
        server.answer(asked -> Reply.ok(asked.method().equals("POST") ? "{\"id\":300}"
                : schemaReply(another)));

        assertThatThrownBy(() -> registry.idOf("notices", NOTICE))
                .isInstanceOf(SchemaRefused.class)
                .hasMessage("the schema registry gives the id 300 for our schema of subject"
                        + " notices-value, " + NOTICE.getFullName() + ", and has another under it, "
                        + another.getFullName() + ": mend the registry before anything is written"
                        + " under that id, and start again");
    }

    @Test
    void an_id_not_known_yet_is_asked_for_again() {
        server.answer(inTurn(Reply.ok("{\"id\":300}"), new Reply(404, "{\"error_code\":40403}"),
                Reply.ok(schemaReply(NOTICE))));

        assertThat(registry.idOf("notices", NOTICE)).isEqualTo(300);
        assertThat(server.asked()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"schema\":\"syntax = 3\",\"schemaType\":\"PROTOBUF\"}",
        "{\"schema\":\"{}\",\"references\":[{\"name\":\"a\",\"subject\":\"b\",\"version\":1}]}",
        "{\"schema\":\"not a schema\"}"})
    void an_id_of_no_readable_schema_is_a_bad_record(String answer) {
        server.answer(asked -> Reply.ok(answer));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> registry.schemaOf(9)).isInstanceOf(BadRecord.class)
                    .hasMessageStartingWith("schema id 9 ");
        }
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void a_schema_that_the_registry_refuses_stops_us(int status) {
        server.answer(asked -> new Reply(status, "{\"message\":\"incompatible with version 3\"}"));

        assertThatThrownBy(() -> registry.idOf("notices", NOTICE))
                .isInstanceOf(SchemaRefused.class)
                .hasMessage("the schema registry refuses our schema for subject notices-value "
                        + "with status " + status + ": incompatible with version 3");
    }

    @Test
    void a_registry_that_is_down_is_waited_for() {
        URI address = server.address();
        server.close();
        CompletableFuture<Schema> waiting = CompletableFuture.supplyAsync(
                () -> registry.schemaOf(300));
        while (registry.waitsFor().isEmpty()) {
            assertThat(waiting).isNotDone();
            Thread.onSpinWait();
        }
        assertThat(registry.waitsFor()).get().asString()
                .startsWith("the schema registry at " + address + ", it cannot be reached: ");

        server = RegistryServer.backAt(address, well());

        assertThat(waiting).succeedsWithin(120, TimeUnit.SECONDS).isEqualTo(NOTICE);
        assertThat(registry.waitsFor()).isEmpty();
    }

    @Test
    void a_slow_answer_is_given_up_and_asked_for_again() {
        registry = registry(server.address(), Duration.ofMillis(300), Duration.ofMillis(1),
                FOR_EVER);
        CountDownLatch never = new CountDownLatch(1);
        server.answer(asked -> {
            if (server.asked().size() < 3) {
                never.await();
            }
            return Reply.ok(schemaReply(NOTICE));
        });

        assertThat(registry.schemaOf(300)).isEqualTo(NOTICE);
        assertThat(server.asked()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void closing_ends_a_wait_for_an_answer_that_never_comes() throws Exception {
        CountDownLatch askedOnce = new CountDownLatch(1);
        server.answer(asked -> {
            askedOnce.countDown();
            new CountDownLatch(1).await();
            return Reply.ok("");
        });
        registry = registry(server.address(), FOR_EVER, FOR_EVER, FOR_EVER);
        CompletableFuture<Schema> waiting = CompletableFuture.supplyAsync(
                () -> registry.schemaOf(300));
        askedOnce.await();

        registry.close();

        assertThat(waiting).failsWithin(120, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(WaitEnded.class);
    }

    @Test
    void closing_ends_the_pause_between_two_tries() throws Exception {
        CountDownLatch askedOnce = new CountDownLatch(1);
        server.answer(asked -> {
            askedOnce.countDown();
            return new Reply(503, "");
        });
        registry = registry(server.address(), FOR_EVER, FOR_EVER, FOR_EVER);
        CompletableFuture<Schema> waiting = CompletableFuture.supplyAsync(
                () -> registry.schemaOf(300));
        askedOnce.await();

        registry.close();

        assertThat(waiting).failsWithin(120, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(WaitEnded.class);
        assertThatThrownBy(() -> registry.schemaOf(301)).isInstanceOf(WaitEnded.class);
    }

    @Test
    void an_interrupt_ends_a_wait_and_is_kept() {
        server.answer(asked -> new Reply(503, ""));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> registry.schemaOf(300)).isInstanceOf(WaitEnded.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_registry_that_answers_has_no_fault_and_is_told_nothing() {
        server.answer(asked -> Reply.ok("[]"));

        assertThat(registry.fault()).isEmpty();
        assertThat(onlyRequest().method()).isEqualTo("GET");
    }

    @Test
    void an_address_without_a_registry_is_named_with_the_reason() {
        String named = "the schema registry at " + server.address() + ", ";
        server.answer(asked -> new Reply(503, ""));
        assertThat(registry.fault()).contains(named + "it answers with status 503");
        server.answer(asked -> Reply.ok("<html>a page</html>"));
        assertThat(registry.fault()).contains(
                named + "its answer is not a registry's, is the address right?");
        server.close();
        assertThat(registry.fault()).get().asString().startsWith(named + "it cannot be reached");
    }

    @Test
    void ten_thousand_random_ids_cost_few_calls() {
        server.answer(asked -> new Reply(404, UNKNOWN));
        AvroCodec<Notice> codec = new AvroCodec<>(Notice.class, "notices", registry);
        for (int i = 0; i < 10_000; i++) {
            byte[] mangled = {0, (byte) (i % 7 - 3), 0, 0, (byte) (i % 100), 1, 2, 3};
            assertThatThrownBy(() -> codec.decode(mangled)).isInstanceOf(BadRecord.class);
        }

        assertThat(server.asked()).hasSizeLessThanOrEqualTo(4 * 100);
    }

    private static SchemaRegistry registry(URI address) {
        return registry(address, FOR_EVER, Duration.ofMillis(1), FOR_EVER);
    }

    private static SchemaRegistry registry(URI address, Duration timeout, Duration firstPause,
            Duration badIdsFor) {
        return new SchemaRegistry(new SchemaRegistry.Settings(address,
                SchemaRegistry.Settings.of(address).login(), timeout, firstPause,
                firstPause.multipliedBy(20), badIdsFor));
    }

    /** A registry that has the earlier Notice under 299, and the present one under 300. */
    private static Behaviour well() {
        return asked -> Reply.ok(asked.method().equals("POST")
                ? "{\"id\":" + (schemaIn(asked).equals(NOTICE) ? 300 : 299) + "}"
                : schemaReply(asked.path().endsWith("/299") ? EARLIER : NOTICE));
    }

    private static Behaviour inTurn(Reply... replies) {
        Iterator<Reply> next = List.of(replies).iterator();
        return asked -> next.next();
    }

    private static String schemaReply(Schema schema) {
        return new ObjectMapper().createObjectNode().put("schema", schema.toString()).toString();
    }

    private static Schema schemaIn(Asked asked) {
        try {
            return new Schema.Parser().parse(
                    new ObjectMapper().readTree(asked.body()).path("schema").asText());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private Asked onlyRequest() {
        assertThat(server.asked()).hasSize(1);
        return server.asked().get(0);
    }
}
