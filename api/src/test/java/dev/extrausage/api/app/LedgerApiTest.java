package dev.extrausage.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.docs.RouteCheck;
import dev.extrausage.api.routing.Route;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.operations.Operations;
import dev.extrausage.process.StartRefused;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as it is put together: every route, every role, one's own account and another's. */
class LedgerApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PARTITIONS = 2;
    private static final String SHOP = "https://shop.example";
    @TempDir private static Path folder;
    private static EmbeddedKafka broker;
    private static LedgerApi api;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedKafka.start(folder.resolve("kafka"));
        LedgerSettings ledger =
                LedgerSettings.single(broker.bootstrapServers(), folder.resolve("state"));
        try (Admin admin = Admin.create(ledger.forClients())) {
            TopicSetup.apply(admin, ledger, PARTITIONS);
        }
        api = LedgerApi.start(ApiSettings.local(
                KafkaAccess.at(broker.bootstrapServers()), ReleasedSchemas::load,
                CatalogFile.defaultCatalog(), folder.resolve("api"), folder, 0,
                LedgerSettings.DEFAULT_APPLICATION_ID).allowing(List.of(SHOP)));
        while (!api.problems().isEmpty()) {
            Thread.sleep(20);
        }
    }

    @AfterAll
    static void stop() {
        if (api != null) {
            api.close();
        }
        broker.close();
    }

    @Test
    void a_process_is_not_ready_before_its_api_is() {
        try (Operations operations = Operations.open(Optional.empty())) {
            LedgerApi.awaitedBy(operations);

            assertThat(operations.readiness().problems()).containsOnlyKeys(
                    "process", "keys", "read model", "inference");
            assertThat(operations.readiness().isReady()).isFalse();
        }
    }

    @Test
    void the_api_does_not_start_beside_an_unfinished_restore() throws Exception {
        String ledger = "a-ledger-being-restored";
        try (Admin admin = Admin.create(
                KafkaAccess.at(broker.bootstrapServers()).forClients())) {
            admin.createTopics(List.of(new NewTopic(RestoreMark.of(ledger), 1, (short) 1)))
                    .all().get();
            while (!RestoreMark.isOn(admin, ledger)) {
                Thread.sleep(20);
            }
        }

        assertThatThrownBy(() -> LedgerApi.start(ApiSettings.local(
                KafkaAccess.at(broker.bootstrapServers()), ReleasedSchemas::load,
                CatalogFile.defaultCatalog(), folder.resolve("refused"), null, 0, ledger)))
                .isInstanceOf(StartRefused.class)
                .hasMessage("The API does not start: " + RestoreMark.NOT_ENDED + ".");
    }

    @Test
    void the_table_of_routes_is_the_one_that_is_described() {
        List<Route> all = api.routes();

        assertThat(new RouteCheck().differences(all)).isEmpty();
        assertThat(new RouteCheck().missing(all)).allSatisfy( // with a provider alone; elsewhere
                missing -> assertThat(missing).containsAnyOf("/auth/", "/livez", "/readyz",
                        "/metrics"));
    }

    @Test
    void routes_let_in_their_roles_for_their_own_account_alone() throws Exception {
        Map<Role, String> keys = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            boolean ofAccount = role == Role.CUSTOMER || role == Role.MEMBER;
            keys.put(role, api.keys().create(new Scope(role, ofAccount ? "own" : null,
                    role == Role.MEMBER ? "m1" : null), null, "test", null).key().text());
        }
        List<String> wrong = new ArrayList<>();
        for (Route route : api.routes()) {
            if (!route.open()) {
                expect(route, Map.of(), "own", UNAUTHENTICATED, wrong);
                for (Role role : Role.values()) {
                    walk(route, role, bearer(keys.get(role)), wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_browsers_session_serves_its_page_as_a_key_does() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Role role : List.of(Role.CUSTOMER, Role.MEMBER, Role.OPERATOR)) {
            String cookie = cookie(role);
            for (Route route : api.routes()) {
                if (!route.open() && !route.path().equals("/auth/logout")) {
                    walk(route, role, Map.of("Cookie", cookie, "Sec-Fetch-Site", "same-origin"),
                            wrong);
                    walk(route, role, Map.of("Cookie", cookie, "Origin", api.url()), wrong);
                    if (!isSafe(route)) {
                        expect(route, Map.of("Cookie", cookie, "Sec-Fetch-Site", "cross-site",
                                "Origin", SHOP), "own", FORBIDDEN, wrong);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isSafe(Route route) {
        return route.method().equals("GET");
    }

    private static Map<String, String> bearer(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    /** The cookie of a browser that has opened a link. */
    private static String cookie(Role role) throws Exception {
        String link = role == Role.OPERATOR ? api.operatorLink(Duration.ofMinutes(5))
                : portal(role).get("url").textValue();
        String set = CLIENT.send(HttpRequest.newBuilder(URI.create(link)).build(),
                BodyHandlers.ofString()).headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private static JsonNode portal(Role role) throws Exception {
        String key = api.keys().create(Scope.of(Role.OPERATOR), null, "test", null).key().text();
        return JSON.readTree(CLIENT.send(HttpRequest.newBuilder(
                        URI.create(api.url() + "/v1/portal-sessions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"account_id\": \"own\", \"role\": \""
                        + role.text() + "\"" + (role == Role.MEMBER ? ", \"member_id\": \"m1\""
                        : "") + ", \"minutes\": 10, \"return_url\": \"" + SHOP + "/bill\"}"))
                .build(), BodyHandlers.ofString()).body());
    }

    @Test
    void a_portal_token_lets_a_host_products_page_in() throws Exception {
        JsonNode portal = portal(Role.MEMBER);
        Map<String, String> page = Map.of("Authorization",
                "Bearer " + portal.get("token").textValue(), "Origin", SHOP,
                "Sec-Fetch-Site", "cross-site");
        HttpResponse<String> answer = send("GET", "/v1/session", page);
        JsonNode who = JSON.readTree(answer.body());

        assertThat(who.get("kind").textValue()).isEqualTo("portal");
        assertThat(who.get("return_url").textValue()).isEqualTo(SHOP + "/bill");
        assertThat(who.get("expires_at")).isEqualTo(portal.get("expires_at"));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        List<String> wrong = new ArrayList<>();
        for (Route route : api.routes()) {
            if (!route.open() && !route.path().equals("/auth/logout")) {
                walk(route, Role.MEMBER, page, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_browser_learns_ahead_what_an_allowed_page_may_send() throws Exception {
        String path = "/v1/accounts/own/settings/low-balance";
        HttpResponse<String> allowed = send("OPTIONS", path, Map.of("Origin", SHOP,
                "Access-Control-Request-Method", "PUT",
                "Access-Control-Request-Headers", "authorization,idempotency-key,if-match"));

        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains("PUT");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "Idempotency-Key", "If-Match");
        HttpResponse<String> another = send("OPTIONS", path, Map.of(
                "Origin", "https://other.example", "Access-Control-Request-Method", "PUT"));
        assertThat(another.statusCode()).isEqualTo(405);
        assertThat(another.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void a_problem_too_is_readable_by_an_allowed_page() throws Exception {
        HttpResponse<String> answer = send("GET", "/v1/accounts/own", Map.of("Origin", SHOP));

        assertThat(answer.statusCode()).isEqualTo(UNAUTHENTICATED);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
    }

    private static HttpResponse<String> send(
            String method, String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.url() + path))
                .method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static void walk(
            Route route, Role role, Map<String, String> key, List<String> wrong)
            throws Exception {
        boolean isOfAccount = role == Role.CUSTOMER || role == Role.MEMBER;
        if (!route.roles().contains(role)) {
            expect(route, key, "own", FORBIDDEN, wrong);
            expect(route, key, "another", FORBIDDEN, wrong);
        } else if (isOfAccount && route.isOfAccount()) {
            expect(route, key, "another", NOT_FOUND, wrong);
            expect(route, key, "own", 0, wrong);
        } else {
            expect(route, key, "own", 0, wrong);
        }
    }

    /** {@code status} 0: anything but what tells that the caller may not. */
    private static void expect(
            Route route, Map<String, String> key, String account, int status,
            List<String> wrong)
            throws Exception {
        HttpResponse<String> answer = call(route, key, account);
        boolean refused = answer.statusCode() == UNAUTHENTICATED
                || answer.statusCode() == FORBIDDEN || answer.statusCode() >= 500;
        if (status == 0 ? refused : answer.statusCode() != status) {
            wrong.add(route.method() + " " + route.path() + " with " + key.keySet() + " for "
                    + account + ": " + answer.statusCode() + " " + answer.body());
        }
        if (answer.statusCode() >= 400) {
            JsonNode problem = JSON.readTree(answer.body());
            assertThat(problem.get("status").intValue()).isEqualTo(answer.statusCode());
        }
    }

    private static HttpResponse<String> call(
            Route route, Map<String, String> key, String account)
            throws IOException, InterruptedException {
        String path = route.path().replace("{account_id}", account).replace("{sequence}", "1")
                .replaceAll("\\{[a-z_]+}", "none");
        boolean hasBody = !route.bodyTypes().isEmpty();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.url() + path))
                .method(route.method(), hasBody ? BodyPublishers.ofString("[]")
                        : BodyPublishers.noBody());
        if (hasBody) {
            request.header("Content-Type", "application/json");
        }
        key.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void key_files_are_for_their_owner_alone_and_let_in() throws Exception {
        for (Role role : List.of(Role.OPERATOR, Role.FINANCE)) {
            Path file = folder.resolve(role.text() + ".key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(
                            URI.create(api.url() + "/v1/session"))
                    .header("Authorization", "Bearer " + Files.readString(file).strip()).build(),
                    BodyHandlers.ofString());
            assertThat(JSON.readTree(answer.body()).get("role").textValue())
                    .isEqualTo(role.text());
        }
    }

    @Test
    void a_key_file_that_others_may_read_is_kept_from_them_again() throws Exception {
        Path file = folder.resolve("operator.key");
        String key = Files.readString(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        KeyFiles.write(folder, api.keys(), java.time.InstantSource.system());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo(key);
    }

    @Test
    void no_key_is_made_that_has_no_place() throws Exception {
        Path taken = Files.createDirectories(folder.resolve("taken/operator.key")).getParent();
        int keys = api.keys().list().size();

        for (Path directory : List.of(taken, folder.resolve("not-there"))) {
            assertThat(catchThrowable(() -> KeyFiles.write(
                    directory, api.keys(), java.time.InstantSource.system())))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(directory.resolve("operator.key").toString());
        }

        assertThat(api.keys().list()).hasSize(keys);
        assertThat(taken).isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void a_link_signs_a_browser_in_once() throws Exception {
        URI link = URI.create(api.operatorLink(Duration.ofMinutes(5)));
        HttpResponse<String> first =
                CLIENT.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
        HttpResponse<String> second =
                CLIENT.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());

        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly").contains("SameSite=Strict");
        assertThat(second.statusCode()).isEqualTo(UNAUTHENTICATED);
    }

    @Test
    void operations_answer_without_a_credential_on_their_own_port() throws Exception {
        for (String path : List.of("/livez", "/readyz?verbose", "/metrics")) {
            assertThat(CLIENT.send(HttpRequest.newBuilder(
                    URI.create(api.operationsUrl() + path)).build(),
                    BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }
}
