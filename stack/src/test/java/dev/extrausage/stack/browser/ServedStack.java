package dev.extrausage.stack.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Money;
import dev.extrausage.embedded.FreePorts;
import dev.extrausage.intake.Publisher;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A whole stack with its API and page, and the API as everybody but the page uses it: tests make
 * accounts here, publish usage, and read what the page must show.
 */
final class ServedStack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger names = new AtomicInteger();
    private final Path data;
    private final int port;
    private final int hostPort;
    private Stack stack;
    private String inferenceKey;
    private String supportKey;

    private ServedStack(Path data, int port, int hostPort) {
        this.data = data;
        this.port = port;
        this.hostPort = hostPort;
    }

    static ServedStack start() {
        try {
            ServedStack served =
                    new ServedStack(Files.createTempDirectory("served-stack"),
                            FreePorts.next(), FreePorts.next());
            served.startStack();
            served.inferenceKey = served.newKey("inference", null);
            served.supportKey = served.newKey("support", null);
            return served;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startStack() {
        stack = new Stack(StackSettings.on(data, CatalogFile.defaultCatalog()).withApi(port)
                .allowing(List.of("http://127.0.0.1:" + hostPort)));
        stack.start();
        stack.awaitReady(PATIENCE);
    }

    /** Ends it; {@link #startAgain} brings it back. */
    void stop() {
        stack.close();
    }

    /** Starts it on what it has kept, at the same address. */
    void startAgain() {
        startStack();
    }

    /** The page's origin. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The port of the one host product whose pages may embed our elements. */
    int hostPort() {
        return hostPort;
    }

    String operatorKey() {
        return keyFile("operator.key");
    }

    String financeKey() {
        return keyFile("finance.key");
    }

    String supportKey() {
        return supportKey;
    }

    private String keyFile(String name) {
        try {
            return Files.readString(data.resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A key of that role; {@code account} null for our own people. */
    String newKey(String role, String account) {
        ObjectNode asked = object().put("role", role);
        if (account != null) {
            asked.put("account_id", account);
        }
        return answer("POST", "/v1/keys", asked, operatorKey())
                .accepted("a key of " + role).get("key").asText();
    }

    /** A new account on the plan pro, whose card is good. */
    Customer newCustomer(String name) {
        return newCustomer(name, "pro");
    }

    /**
     * A new account; its id begins with the name.
     *
     * @param name {@code NAME+card-declined} has the simulated card of that name
     */
    Customer newCustomer(String name, String plan) {
        String id = newId(name);
        write("POST", "/v1/accounts",
                object().put("account_id", id).put("plan", plan).put("seats", 1), operatorKey());
        return new Customer(this, id, newKey("customer", id));
    }

    /**
     * A new account that has had the plan pro, and so much goodwill, for as long as that. The API
     * writes as of now; this goes past it, as events do that a product has kept.
     */
    Customer customerSince(Instant start, String name, long goodwillUsd) {
        String id = newId(name);
        try (Cluster cluster = Cluster.connect(stack.bootstrap(), ReleasedSchemas.load());
                Publisher past = Publisher.ordered(
                        cluster, LedgerSettings.DEFAULT_APPLICATION_ID)) {
            for (Change change : List.of(new Change.PlanStarted("pro", 1, null, null),
                    new Change.CreditGranted("welcome", GrantKind.GOODWILL,
                            goodwillUsd * Money.NANOS_PER_USD, null, null, null))) {
                past.publish(new AccountEvent(
                        EventId.derived(start.toEpochMilli(), id + change), id,
                        start.toEpochMilli(), "test", change));
                past.finish();
            }
        }
        await("the account " + id, () -> answer("GET", "/v1/accounts/" + id + "/entries/2", null,
                operatorKey()).status() == 200 ? id : null);
        return new Customer(this, id, newKey("customer", id));
    }

    private String newId(String name) {
        int plus = name.indexOf('+');
        return plus < 0 ? name + names.incrementAndGet()
                : name.substring(0, plus) + names.incrementAndGet() + name.substring(plus);
    }

    /** A one-time link that signs the account's owner in for so many minutes. */
    String portalLink(String account, int minutes) {
        return portalSession(account, minutes).get("url").asText();
    }

    /** A token that a host product's server gives its own page for our elements. */
    String portalToken(String account) {
        return portalSession(account, 5).get("token").asText();
    }

    private JsonNode portalSession(String account, int minutes) {
        return answer("POST", "/v1/portal-sessions", object().put("account_id", account)
                .put("role", "customer").put("minutes", minutes), operatorKey())
                .accepted("a portal session");
    }

    /** The link that {@code ./ledger up} prints. */
    String operatorLink() {
        return stack.operatorLink();
    }

    /** A usage event to add tokens to. */
    ObjectNode usage(String account, String app) {
        return object().put("account_id", account).put("app", app)
                .put("model", "claude-haiku-4-5").put("input_tokens", 0).put("output_tokens", 0);
    }

    /** Publishes a usage event as an inference service does, and returns its id. */
    String publish(ObjectNode event) {
        ObjectNode batch = object();
        batch.putArray("events").add(event);
        JsonNode result = answer("POST", "/v1/usage", batch, inferenceKey)
                .accepted("usage").at("/results/0");
        if (!result.path("status").asText().equals("accepted")) {
            throw new AssertionError("usage was answered " + result);
        }
        return result.get("event_id").asText();
    }

    /** The API's answer, which must be 2xx. */
    JsonNode get(String path, String key) {
        return answer("GET", path, null, key).accepted("GET " + path);
    }

    /** A write that is decided when it returns; it must be accepted. */
    JsonNode write(String method, String path, Object body, String key) {
        return answer(method, path, body, key).accepted(method + " " + path);
    }

    /** Any request and its answer. */
    ApiAnswer answer(String method, String path, Object body, String key) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                    .header("Authorization", "Bearer " + key).timeout(PATIENCE);
            if (!method.equals("GET")) {
                request.header("Idempotency-Key", newEventId())
                        .header("Prefer", "wait=30").header("Content-Type", "application/json");
            }
            HttpResponse<byte[]> answer = client.send(request.method(method,
                    body == null ? BodyPublishers.noBody()
                            : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))).build(),
                    BodyHandlers.ofByteArray());
            return new ApiAnswer(answer.statusCode(), answer.body().length == 0
                    ? MissingNode.getInstance() : JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A UUID of version 7. */
    private static String newEventId() {
        UUID random = UUID.randomUUID();
        return new UUID(System.currentTimeMillis() << 16 | 0x7000
                | random.getMostSignificantBits() & 0xFFF,
                random.getLeastSignificantBits()).toString();
    }

    /** The first answer that is not null, asked for again and again. */
    <T> T await(String what, Supplier<T> asked) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (T answer = asked.get(); ; answer = asked.get()) {
            if (answer != null) {
                return answer;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not come within " + PATIENCE);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** An empty JSON object. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    @Override
    public void close() throws IOException {
        stack.close();
        try (java.util.stream.Stream<Path> deepestFirst =
                Files.walk(data).sorted(Comparator.reverseOrder())) {
            for (Path path : (Iterable<Path>) deepestFirst::iterator) {
                Files.delete(path);
            }
        }
    }
}
