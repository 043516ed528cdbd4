package dev.extrausage.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.routing.Route;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Seed;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nonsense over raw sockets at every route: each gets a problem, none a 5xx, and the server lives.
 * {@code -Dtest.fuzz.requests=10000} sends more.
 */
class HttpFuzzTest {
    private static final int REQUESTS = Integer.getInteger("test.fuzz.requests", 400);
    private static final int ANSWER_MILLIS = 60_000;
    private static final List<String> ACCOUNTS =
            List.of("fz", "fz", "nobody", "a%2Fb", "%00", "%ff", "x".repeat(80), "");
    private static final List<String> SEQUENCES =
            List.of("1", "0", "-1", "99999999999999999999", "x");
    private static final List<String> IDS = List.of("x", "%2e%2e",
            "01a225fb-895a-765e-b1be-5b2e3f0461e0", "%F0%9F%92%AA", "%zz");
    private static final List<String> FIELDS = List.of("account_id", "plan", "seats", "amount_usd",
            "note", "events", "enabled", "threshold_usd", "on", "app", "estimate", "model",
            "input_tokens", "max_output_tokens", "cost_usd", "role", "minutes", "grant_id",
            "reason", "when", "event_id", "units", "expires_at", "monthly_limit_usd");
    private static final List<String> VALUES = List.of("null", "true", "0", "-1", "1e308",
            "1180591620717411303424", "\"\"", "\"5\"", "\"-5\"", "\"1e9\"", "\"NaN\"",
            "\"\\u202e\"", "\"\\u0000\"", "\"2026-01-01T00:00:00Z\"", "\"fz\"", "\"pro\"",
            "\"customer\"", "\"claude-opus-4-5\"", "[]", "[1,null,{}]", "{\"model\":1}");
    private static final List<String> QUERIES = List.of("limit", "cursor", "from", "to", "tz",
            "bucket", "group_by", "as_of", "at", "format", "min_usd", "prefix", "cycle", "none");
    private static final List<String> ASKED = List.of("", "1", "-1", "%", "%zz", "a".repeat(300),
            "2026-01-01T00:00:00Z", "Europe/Berlin", "hour", "app,app", "99999999999", "csv");
    private static final List<String> KEYS = List.of("x", "auto:1", "a".repeat(200), "\u00e9",
            "01a225fb-895a-765e-b1be-5b2e3f0461e1", "01a225fb-895a-765e-b1be-5b2e3f0461e2");
    private static final List<String> TYPES = List.of("application/json", "application/json",
            "application/json", "text/xml", "application/cloudevents+json",
            "application/json; charset=latin1");

    @TempDir private static Path folder;
    private static EmbeddedKafka broker;
    private static LedgerApi api;
    private static final List<String> BEARERS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedKafka.start(folder.resolve("kafka"));
        LedgerSettings ledger =
                LedgerSettings.single(broker.bootstrapServers(), folder.resolve("state"));
        try (Admin admin = Admin.create(ledger.forClients())) {
            TopicSetup.apply(admin, ledger, 2);
        }
        api = LedgerApi.start(ApiSettings.local(
                KafkaAccess.at(broker.bootstrapServers()), ReleasedSchemas::load,
                CatalogFile.defaultCatalog(), folder.resolve("api"), folder, 0,
                LedgerSettings.DEFAULT_APPLICATION_ID));
        while (!api.problems().isEmpty()) {
            Thread.sleep(20);
        }
        for (Role role : Role.values()) {
            boolean ofAccount = role == Role.CUSTOMER || role == Role.MEMBER;
            BEARERS.add(api.keys().create(new Scope(role, ofAccount ? "fz" : null,
                    role == Role.MEMBER ? "m" : null), null, "test", null).key().text());
        }
    }

    @AfterAll
    static void stop() {
        if (api != null) {
            api.close();
        }
        broker.close();
    }

    /** A request as its bytes; {@code isCut}: it promises more than it has. */
    private record Nonsense(String head, byte[] body, boolean isCut) { }

    @Test
    void nonsense_gets_a_problem_and_the_server_lives(@Seed long seed) throws Exception {
        List<Route> routes = api.routes().stream()
                .filter(route -> !route.path().endsWith("/stream")).toList();
        List<String> wrong = IntStream.range(0, REQUESTS).parallel().boxed().flatMap(i -> {
            Random random = new Random(seed + i);
            Nonsense sent = nonsense(random, routes.get(random.nextInt(routes.size())));
            return complaints(sent, answer(sent)).stream();
        }).toList();

        assertThat(wrong).isEmpty();
        assertThat(answer(new Nonsense(head("GET", "/v1/session", List.of(
                "Host: 127.0.0.1", "Connection: close", bearer(BEARERS.get(0)))), new byte[0],
                false))).startsWith("HTTP/1.1 200 ");
        assertThat(api.problems()).isEmpty();
    }

    private static List<String> complaints(Nonsense sent, String answer) {
        if (answer.isEmpty() && sent.isCut) {
            return List.of(); // who hangs up in mid-sentence may be hung up on
        }
        boolean isAnswer = answer.matches("(?s)HTTP/1\\.1 [234][0-9]{2} .*");
        boolean isProblem = !answer.startsWith("HTTP/1.1 4")
                || answer.contains("application/problem+json");
        boolean leaks = answer.contains("Exception") || answer.contains("at dev.extrausage");
        return isAnswer && isProblem && !leaks ? List.of() : List.of(sent.head + " "
                + new String(sent.body, StandardCharsets.ISO_8859_1) + "\n gets " + answer);
    }

    private static Nonsense nonsense(Random random, Route route) {
        byte[] body = !route.bodyTypes().isEmpty() || random.nextInt(10) == 0
                ? body(random) : new byte[0];
        List<String> headers = new ArrayList<>(List.of("Connection: close", "Host: "
                + (random.nextInt(10) == 0 ? "evil.example" : "127.0.0.1")));
        if (random.nextInt(20) > 0) {
            headers.add(bearer(one(random, BEARERS)));
        }
        maybe(random, 10, headers, "Authorization: Basic eA==");
        maybe(random, 2, headers, "Idempotency-Key: " + one(random, KEYS));
        maybe(random, 10, headers, "If-Match: " + one(random, List.of("*", "\"1\"", "x")));
        headers.add("Prefer: wait=" + one(random, List.of("0", "1", "31", "x")));
        headers.add("Content-Type: " + one(random, TYPES));
        boolean isCut = length(random, body.length, headers);
        return new Nonsense(head(route.method(), path(random, route), headers), body, isCut);
    }

    private static void maybe(Random random, int oneIn, List<String> headers, String header) {
        if (random.nextInt(oneIn) == 0) {
            headers.add(header);
        }
    }

    /** Mostly right; returns true where more is promised than is sent. */
    private static boolean length(Random random, int length, List<String> headers) {
        int kind = random.nextInt(20);
        headers.add("Content-Length: " + (kind == 0 ? "-5" : kind == 1 ? length + 10 : length));
        if (kind == 2) {
            headers.add("Transfer-Encoding: chunked");
        }
        return kind == 1 || kind == 2;
    }

    private static String path(Random random, Route route) {
        String path = route.path().replace("{account_id}", one(random, ACCOUNTS))
                .replace("{sequence}", one(random, SEQUENCES))
                .replaceAll("\\{[a-z_]+}", one(random, IDS));
        return random.nextInt(5) < 2
                ? path + "?" + one(random, QUERIES) + "=" + one(random, ASKED) : path;
    }

    private static byte[] body(Random random) {
        switch (random.nextInt(5)) {
            case 0:
                byte[] brackets = new byte[1 + random.nextInt(5_000)];
                Arrays.fill(brackets, (byte) '[');
                return brackets;
            case 1:
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                return bytes;
            default:
                List<String> fields = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    fields.add("\"" + one(random, FIELDS) + "\":" + one(random, VALUES));
                }
                return ("{" + String.join(",", fields) + "}").getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String bearer(String key) {
        return "Authorization: Bearer " + key;
    }

    private static String one(Random random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String head(String method, String path, List<String> headers) {
        return method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** All that the server says before it closes; empty if it says nothing. */
    private static String answer(Nonsense sent) {
        URI url = URI.create(api.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(sent.head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(sent.body);
            if (sent.isCut) {
                socket.shutdownOutput();
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return sent.isCut ? "" : "nothing: " + e;
        }
    }
}
