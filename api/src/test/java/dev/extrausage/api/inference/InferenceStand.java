package dev.extrausage.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.docs.OpenApiCheck;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Dispatcher;
import dev.extrausage.api.routing.Doorkeeper;
import dev.extrausage.api.routing.Route;
import dev.extrausage.api.routing.Routes;
import dev.extrausage.api.server.HttpListener;
import dev.extrausage.api.server.ServerSettings;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, a ledger, and a server with an inference desk. A caller's key is its role's name. */
final class InferenceStand implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTITIONS = 2;
    private static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final OpenApiCheck described = new OpenApiCheck();
    private final Path folder;
    private final LedgerSettings settings;
    private EmbeddedKafka kafka;
    private LedgerStreams ledger;
    private InferenceDesk desk;
    private HttpListener listener;

    /** Takes {@code Bearer ROLE} and {@code Bearer ROLE-NAME}. */
    private static final class ByRole implements Doorkeeper {
        @Override
        public void checkHost(RequestHead head) { }

        @Override
        public Credential identify(RequestHead head) {
            String key = head.header("authorization").orElse("").replace("Bearer ", "");
            Role role = Role.of(key.split("-", 2)[0]).orElseThrow(() ->
                    Problem.of(ProblemCode.UNAUTHENTICATED, "There is no such key."));
            boolean ofAccount = role == Role.CUSTOMER || role == Role.MEMBER;
            return new Credential(key, role, ofAccount ? "ada" : null,
                    role == Role.MEMBER ? "m" : null, Credential.Kind.KEY, null);
        }

        @Override
        public boolean knows(RequestHead head) {
            return true;
        }

        @Override
        public void admit(RequestHead head, Credential who) { }
    }

    InferenceStand(Path folder) {
        this.folder = folder;
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        settings = LedgerSettings.single(kafka.bootstrapServers(), folder.resolve("state"));
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, PARTITIONS);
        }
        ledger = LedgerStreams.start(
                settings, CatalogFile.defaultCatalog(), ReleasedSchemas.load());
        await("the ledger", ledger::isReadyForAll);
    }

    String bootstrap() {
        return kafka.bootstrapServers();
    }

    InferenceSettings usual() {
        return InferenceSettings.usual(kafka.bootstrapServers(), folder.resolve("spool"),
                CatalogFile.defaultCatalog());
    }

    /** Opens the desk and its server, again after a stop. */
    void serve(InferenceSettings how) throws IOException {
        serve(how, route -> route);
    }

    /** The same with each route changed. */
    void serve(InferenceSettings how, UnaryOperator<Route> change) throws IOException {
        desk = InferenceDesk.open(how);
        listener = HttpListener.start(ServerSettings.local(0),
                new Dispatcher(new Routes(desk.routes().stream().map(change).toList()),
                        new ByRole()),
                (route, status, nanos) -> { }, new SecurityHeaders(List.of()));
    }

    void stopServing() {
        listener.close();
        desk.close();
        desk = null;
    }

    void awaitGate() {
        await("the gate", () -> desk.problems().isEmpty());
    }

    InferenceDesk desk() {
        return desk;
    }

    String url() {
        return listener.url();
    }

    void stopBroker() {
        kafka.close();
    }

    void startBroker() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafka.port(), Map.of());
    }

    /** Opens an account on that plan, and gives it credit unless that is 0; the gate knows it. */
    void open(String account, String plan, long creditNanos) {
        enter(account, plan, creditNanos);
        await("the gate", () -> {
            JsonNode answer = estimate(account);
            return answer.get("decided_by").textValue().equals("balances")
                    && (creditNanos == 0 || !answer.get("payable_usd").textValue().equals("0"));
        });
    }

    /** The same, known to the ledger alone. */
    void enter(String account, String plan, long creditNanos) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                settings.forClients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, Topics.ACCOUNT_EVENTS, account, new Change.PlanStarted(plan, 1, null));
            if (creditNanos > 0) {
                producer.flush();
                await("the account", () -> journal(account).size() == 1);
                send(producer, Topics.CREDIT_EVENTS, account, new Change.CreditGranted(
                        "g-1", GrantKind.GOODWILL, creditNanos, null, null,
                        null));
            }
        }
        await("the account", () -> journal(account).size() == (creditNanos > 0 ? 2 : 1));
    }

    private JsonNode estimate(String account) {
        return post("/v1/estimates", "inference", "{\"account_id\": \"" + account
                + "\", \"app\": \"cursor\", \"cost_usd\": \"0.01\"}").json();
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, Topics topic, String account,
            Change change) {
        long now = System.currentTimeMillis();
        AccountEvent event = new AccountEvent(
                EventId.derived(now, account + change), account, now, "test", change);
        producer.send(new ProducerRecord<>(topic.topicName(),
                account.getBytes(StandardCharsets.UTF_8), (topic == Topics.CREDIT_EVENTS
                        ? CODECS.creditEvents() : CODECS.accountEvents())
                        .encode(EventCodec.toAvro(event))));
    }

    /** The journal's entries of that account. */
    List<BalanceChange> journal(String account) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(Topics.BALANCE_CHANGES.topicName(), p)).toList();
        List<BalanceChange> entries = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(),
                        "isolation.level", "read_committed", "auto.offset.reset", "earliest",
                        "fetch.max.wait.ms", "20"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(account)) {
                        entries.add(CODECS.balanceChanges().decode(record.value()));
                    }
                });
            }
        }
        return entries;
    }

    /** An answer, whose body may be empty. */
    record Answer(int status, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + response.body(), e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    Answer post(String path, String key, String body) {
        return post(path, key, "application/json", body);
    }

    Answer post(String path, String key, String type, String body) {
        return send(to(path, key).header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    Answer delete(String path, String key) {
        return send(to(path, key).DELETE());
    }

    Answer get(String path, String key, String... headers) {
        HttpRequest.Builder request = to(path, key);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private HttpRequest.Builder to(String path, String key) {
        return HttpRequest.newBuilder(URI.create(listener.url() + path))
                .header("Authorization", "Bearer " + key);
    }

    /** Sends it, wherever it goes; every answer is held to the description of the API. */
    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            assertThat(described.answer(response.request().method(), response.uri(),
                    response.statusCode(), response.headers().map(),
                    response.body().getBytes(StandardCharsets.UTF_8))).isEmpty();
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        if (desk != null) {
            stopServing();
        }
        ledger.close();
        kafka.close();
    }
}
