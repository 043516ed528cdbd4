package dev.extrausage.cli.locked;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.api.app.ApiSettings;
import dev.extrausage.api.app.LedgerApi;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.cli.Command;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.client.publish.UsagePublisher;
import dev.extrausage.consumers.app.ConsumerKind;
import dev.extrausage.consumers.app.TopUpConsumers;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.core.EventId;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.LedgerSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole system on a secured broker, each process with its own login and no more than that. */
@Timeout(300)
class LeastPrivilegeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private LockedKafka kafka;
    private LedgerStreams ledger;
    private SimulatedCardProcessor cards;
    private TopUpConsumers consumers;
    private LedgerApi api;

    @BeforeEach
    void the_whole_system_runs() throws Exception {
        kafka = new LockedKafka(folder);
        ledger = LedgerStreams.start(LedgerSettings.single(kafka.access(KafkaRole.LEDGER),
                folder.resolve("state")), CatalogFile.defaultCatalog(), ReleasedSchemas.load());
        cards = SimulatedCardProcessor.open(folder.resolve("payments.log"),
                CardsOnFile.byAccountId(), InstantSource.system(), Duration.ofDays(1));
        Map<ConsumerKind, ConsumerSettings> kinds = new EnumMap<>(ConsumerKind.class);
        for (ConsumerKind kind : ConsumerKind.values()) {
            kinds.put(kind, ConsumerSettings.of(
                    kafka.access(KafkaRole.valueOf(kind.name())), "1"));
        }
        consumers = new TopUpConsumers(kinds, CatalogFile.defaultCatalog(),
                ReleasedSchemas.load(), cards, InstantSource.system());
        consumers.start();
        api = LedgerApi.start(ApiSettings.local(kafka.access(KafkaRole.API), ReleasedSchemas::load,
                CatalogFile.defaultCatalog(), folder.resolve("api"), folder, 0,
                LedgerSettings.DEFAULT_APPLICATION_ID));
        await("the ledger", ledger::isReadyForAll);
        await("the consumers", consumers::isReady);
        await("the API", () -> api.problems().isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {api, consumers, cards, ledger, kafka}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test void usage_top_ups_and_answers_work_and_the_audit_holds() throws Exception {
        String operator = Files.readString(folder.resolve("operator.key")).strip();
        post(operator, "/v1/accounts",
                "{\"account_id\": \"ada\", \"plan\": \"pro\", \"seats\": 1}");
        String customer = post(operator, "/v1/keys",
                "{\"role\": \"customer\", \"account_id\": \"ada\"}").path("key").textValue();
        JsonNode credited =
                post(customer, "/v1/accounts/ada/top-ups", "{\"amount_usd\": \"20\"}");
        assertThat(credited.path("status").textValue()).isEqualTo("credited");

        try (UsageGate gate = UsageGate.builder(kafka.bootstrap(), CatalogFile.defaultCatalog())
                        .kafkaConfig(kafka.passwordFile(KafkaRole.INFERENCE)).start();
                UsagePublisher publisher = UsagePublisher.builder()
                        .bootstrapServers(kafka.bootstrap()).spool(folder.resolve("spool"))
                        .kafkaConfig(kafka.passwordFile(KafkaRole.INFERENCE)).open()) {
            assertThat(gate.awaitReady(PATIENCE)).isTrue();
            await("the gate", () -> gate.check("ada", "Cursor", 1).isAllowed());
            publisher.publish(Usage.of("ada").app("Cursor").model("claude-opus-4-5")
                    .tokens(100_000, 10_000).build());
            await("the answer of the API", () -> !get(customer, "/v1/accounts/ada")
                    .path("extra_usage").path("balance_usd").textValue().equals("20"));
        }

        Command audit = kafka.as("auditor", "audit", "--inputs").ended(0);
        assertThat(audit.out()).contains("1 account");
        Command stranger = kafka.as(LockedKafka.STRANGER, "audit").ended(2);
        assertThat(stranger.err()).contains("authoriz").doesNotContain("should not happen");
        assertThat(kafka.as("operator", "topics", "--check", "--partitions",
                LockedKafka.PARTITIONS).out()).contains("Everything is there");
        Command doctor = kafka.as("operator", "doctor", "--data", folder.resolve("none")).ended(0);
        assertThat(doctor.out()).contains("clock of broker 1", "group extra-usage-top-ups");
    }

    @Test void a_clerk_enters_for_others_but_gives_no_credit() throws Exception {
        Path events = Files.writeString(folder.resolve("events.jsonl"), """
                {"account": {"event_id": "%s", "account_id": "bob", "occurred_at": "%s", \
                "actor": "desk", "change": {"type": "PlanStarted", "plan": "pro", "seats": 1}}}
                """.formatted(EventId.derived(System.currentTimeMillis(), "bob"), Instant.now()));
        assertThat(kafka.as("clerk", "publish", events).ended(0).out())
                .contains("published 1 event", "all decided");
        assertThat(kafka.as("clerk", "top-up", "bob", "20").ended(0).out())
                .contains("credited $20");
        assertThat(kafka.as("clerk", "resubmit", "--reason", "UNPRICED_MODEL").ended(0).err())
                .isEmpty();

        Path credit = Files.writeString(folder.resolve("credit.jsonl"), """
                {"account": {"event_id": "%s", "account_id": "bob", "occurred_at": "%s", \
                "actor": "desk", "change": {"type": "CreditGranted", "grant_id": "g1", \
                "kind": "GOODWILL", "amount_nanos": 5000000000}}}
                """.formatted(EventId.derived(System.currentTimeMillis(), "g"), Instant.now()));
        assertThat(kafka.as("clerk", "publish", credit).ended(2).err())
                .contains("Not authorized to access topics: [credit-events]");
    }

    @Test void backups_by_their_role_are_restored_into_a_locked_kafka() throws Exception {
        String operator = Files.readString(folder.resolve("operator.key")).strip();
        post(operator, "/v1/accounts",
                "{\"account_id\": \"eve\", \"plan\": \"pro\", \"seats\": 1}");
        Path key = folder.resolve("backup.key");
        Path backups = folder.resolve("backups");
        Command.run("checkpoint", "--generate-key", key).ended(0);
        kafka.as("backup", "backup", backups, "--key", key).ended(0);
        post(operator, "/v1/accounts",
                "{\"account_id\": \"fay\", \"plan\": \"pro\", \"seats\": 1}");
        kafka.as("backup", "backup", backups, "--key", key, "--since").ended(0);
        assertThat(kafka.as("auditor", "backup", backups, "--key", key).ended(2).err())
                .contains("uthoriz").doesNotContain("should not happen");

        Path publicKey = folder.resolve("backup.key.pub");
        assertThat(Command.run("restore", backups, "--public-key", publicKey, "--verify")
                .ended(0).out()).contains("sound");
        try (LockedKafka empty = LockedKafka.empty(folder.resolve("empty"))) {
            empty.asAdmin("restore", backups, "--public-key", publicKey).ended(0);
            empty.asAdmin("topics", "--acls", "--partitions", LockedKafka.PARTITIONS).ended(0);
            assertThat(empty.as("auditor", "audit").ended(0).out()).contains("2 accounts");
        }
    }

    private JsonNode get(String key, String path) {
        try {
            return send(request(key, path).GET());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode post(String key, String path, String body) throws Exception {
        return send(request(key, path).header("Content-Type", "application/json")
                .header("Idempotency-Key",
                        EventId.derived(System.currentTimeMillis(), path).toString())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create(api.url() + path))
                .header("Authorization", "Bearer " + key);
    }

    private JsonNode send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return new ObjectMapper().readTree(answer.body());
    }

    static void await(String what, BooleanSupplier happens) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happens.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
