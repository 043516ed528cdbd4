package dev.extrausage.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.http.EventFeed;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Dispatcher;
import dev.extrausage.api.routing.Doorkeeper;
import dev.extrausage.api.routing.Route;
import dev.extrausage.api.routing.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpListenerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CompletableFuture<EventFeed.Channel> FEED = new CompletableFuture<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static HttpListener listener;

    /** Takes a caller by the name in its header, a customer of the account of that name. */
    private static final class ByHeader implements Doorkeeper {
        @Override
        public void checkHost(RequestHead head) { }

        @Override
        public Credential identify(RequestHead head) {
            String name = head.header("Caller").orElseThrow(() -> Problem.of(
                    ProblemCode.UNAUTHENTICATED, "There is no caller."));
            return name.equals("operator")
                    ? new Credential(name, Role.OPERATOR, null, null, Credential.Kind.KEY, null)
                    : new Credential(name, Role.CUSTOMER, name, null, Credential.Kind.KEY, null);
        }

        @Override
        public boolean knows(RequestHead head) {
            return true;
        }

        @Override
        public void admit(RequestHead head, Credential who) { }
    }

    @BeforeAll
    static void listen() throws IOException {
        List<Route> routes = List.of(
                Route.get("/v1/accounts/{account_id}").by(Role.CUSTOMER, Role.OPERATOR).query("tz")
                        .answers(call -> Reply.ok(JsonNodeFactory.instance.objectNode()
                                .put("account_id", call.accountId())
                                .put("tz", call.query().zone().getId()))),
                Route.post("/v1/echo").by(Role.OPERATOR).answers(call -> Reply.ok(
                        JsonNodeFactory.instance.objectNode()
                                .put("note", call.fields("note").note("note")))),
                Route.get("/v1/lenient").byEverybody().queryAmongOthers("a").answers(call ->
                        Reply.ok(JsonNodeFactory.instance.objectNode()
                                .put("a", call.query().text("a")))),
                Route.get("/v1/bug").byEverybody().answers(call -> {
                    throw new IllegalStateException("a secret");
                }),
                Route.get("/v1/broken").byEverybody().answers(call -> Reply.pieces("text/csv",
                        out -> {
                            out.write("a,b\n".getBytes(StandardCharsets.UTF_8));
                            throw new IOException("the source broke");
                        })),
                Route.get("/v1/feed").byEverybody().answers(call -> Reply.events(FEED::complete)));
        listener = HttpListener.start(ServerSettings.local(0),
                new Dispatcher(new Routes(routes), new ByHeader()), (route, status, nanos) -> { },
                new SecurityHeaders(List.of()));
    }

    @AfterAll
    static void close() {
        listener.close();
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(listener.url() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code)
            throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        JsonNode json = JSON.readTree(answer.body());
        assertThat(json.get("type").textValue()).isEqualTo("/problems/" + code);
        assertThat(json.get("status").intValue()).isEqualTo(status);
        return json;
    }

    @Test
    void an_account_with_reserved_characters_is_found_by_its_name() throws Exception {
        HttpResponse<String> answer = send(to("/v1/accounts/a%2Fb%25c;d?tz=Asia%2FKolkata")
                .header("Caller", "a/b%c;d").header("X-Request-Id", "mine"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("mine");
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree(
                "{\"account_id\": \"a/b%c;d\", \"tz\": \"Asia/Kolkata\"}"));
    }

    @Test
    void requests_that_are_not_allowed_get_their_problem() throws Exception {
        problem(send(to("/v1/nowhere")), 404, "not_found");
        problem(send(to("/v1/accounts/a")), 401, "unauthenticated");
        problem(send(to("/v1/accounts/a").header("Caller", "b")), 404, "not_found");
        problem(send(to("/v1/echo").header("Caller", "b").POST(BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json")), 403, "forbidden");
        HttpResponse<String> method = send(to("/v1/echo").DELETE());
        problem(method, 405, "method_not_allowed");
        assertThat(method.headers().firstValue("Allow")).contains("POST");
        assertThat(problem(send(to("/v1/accounts/a?x=1").header("Caller", "a")),
                400, "bad_request").get("field").textValue()).isEqualTo("x");
        assertThat(problem(send(to("/v1/accounts/a?tz=Mars").header("Caller", "a")),
                400, "bad_request").get("value").textValue()).isEqualTo("Mars");
    }

    @Test
    void bodies_are_held_to_type_size_and_form() throws Exception {
        HttpRequest.Builder post = to("/v1/echo").header("Caller", "operator");
        problem(send(post.copy().POST(BodyPublishers.ofString("{\"note\":\"a\"}"))
                .header("Content-Type", "text/plain")), 415, "unsupported_media_type");
        HttpRequest.Builder json = post.header("Content-Type", "application/json; charset=utf-8");
        assertThat(send(json.copy().POST(BodyPublishers.ofString("{\"note\":\"a\"}"))).body())
                .isEqualTo("{\"note\":\"a\"}");
        byte[] large = new byte[Route.USUAL_BODY + 1];
        problem(send(json.copy().POST(BodyPublishers.ofByteArray(large))), 413, "too_large");
        problem(send(json.copy().POST(BodyPublishers.fromPublisher(
                BodyPublishers.ofByteArray(large)))), 413, "too_large");
        for (String bad : List.of("", "[]", "{\"note\":1}", "{\"note\":\"a\",\"note\":\"a\"}",
                "{\"note\":\"a\"} 1", "{\"mote\":\"a\"}", "{", "[".repeat(9_999),
                "{\"note\":" + "9".repeat(9_999) + "}", "nul")) {
            problem(send(json.copy().POST(BodyPublishers.ofString(bad))), 400, "bad_request");
        }
        problem(send(json.copy().POST(BodyPublishers.ofByteArray(
                new byte[] {'"', (byte) 0xc3, '"'}))), 400, "bad_request");
    }

    @Test
    void a_media_type_may_have_other_parameters() throws Exception {
        HttpRequest.Builder post = to("/v1/echo").header("Caller", "operator")
                .POST(BodyPublishers.ofString("{\"note\":\"a\"}"));
        for (String utf8 : List.of("application/json; charset=utf-8; profile=x",
                "Application/JSON;Charset=\"UTF-8\";v=1", "application/json; charset=utf-8;",
                "application/json; profile=charset", "application/json; x-charset=latin1")) {
            assertThat(send(post.copy().header("Content-Type", utf8)).statusCode()).as(utf8)
                    .isEqualTo(200);
        }
        for (String other : List.of("application/json; charset=latin1",
                "application/json; charset=latin1; charset=utf-8",
                "application/json; charset=utf-8; charset=latin1", "application/json; charset=",
                "application/json; charset=utf-8x", "application/jsonx; charset=utf-8")) {
            problem(send(post.copy().header("Content-Type", other)), 415,
                    "unsupported_media_type");
        }
    }

    @Test
    void a_bug_shows_nothing_of_its_inside() throws Exception {
        HttpResponse<String> answer = send(to("/v1/bug"));

        assertThat(problem(answer, 500, "internal").get("detail").textValue())
                .contains(answer.headers().firstValue("X-Request-Id").orElseThrow())
                .doesNotContain("secret");
    }

    @Test
    void a_head_request_gets_the_headers_alone() throws Exception {
        HttpResponse<String> answer = send(to("/v1/accounts/a").header("Caller", "a")
                .method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void an_answer_that_breaks_off_is_never_taken_for_whole() {
        CompletableFuture<HttpResponse<String>> answer =
                CLIENT.sendAsync(to("/v1/broken").build(), BodyHandlers.ofString());

        assertThat(answer).failsWithin(60, TimeUnit.SECONDS);
    }

    @Test
    void events_reach_the_caller_as_they_are_written() throws Exception {
        HttpResponse<InputStream> answer =
                CLIENT.sendAsync(to("/v1/feed").build(), BodyHandlers.ofInputStream())
                        .get(60, TimeUnit.SECONDS);
        EventFeed.Channel channel = FEED.get(60, TimeUnit.SECONDS);
        byte[] event = "data: 1\n\n".getBytes(StandardCharsets.UTF_8);

        channel.write(ByteBuffer.wrap(event)).get(60, TimeUnit.SECONDS);
        assertThat(answer.body().readNBytes(event.length)).isEqualTo(event);
        channel.close();

        assertThat(answer.body().read()).isEqualTo(-1);
        assertThat(channel.closed()).isDone();
        assertThat(channel.write(ByteBuffer.wrap(event))).isCompletedExceptionally();
    }

    @Test
    void answers_may_take_longer_than_connections_may_be_silent() throws Exception {
        Route slow = Route.post("/v1/slow").byEverybody().to(call -> CompletableFuture.supplyAsync(
                () -> Reply.empty(204),
                CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS)));
        ServerSettings impatient = new ServerSettings("127.0.0.1", 0, null, null, false, 10,
                Duration.ofSeconds(2), Duration.ofSeconds(20));
        try (HttpListener other = HttpListener.start(impatient,
                new Dispatcher(new Routes(List.of(slow)), new ByHeader()),
                (route, status, nanos) -> { }, new SecurityHeaders(List.of()))) {
            assertThat(send(HttpRequest.newBuilder(URI.create(other.url() + "/v1/slow"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void the_head_of_what_has_no_length_claims_none() throws Exception {
        for (String path : List.of("/v1/broken", "/v1/feed")) {
            assertThat(raw("HEAD " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200").endsWith("\r\n\r\n")
                    .doesNotContainIgnoringCase("content-length");
        }
    }

    @Test
    void a_browser_is_held_by_what_is_no_request_of_ours_too() throws Exception {
        for (String request : List.of("nonsense\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(40_000) + "\r\n\r\n")) {
            assertThat(raw(request)).as(request.substring(0, 8)).startsWith("HTTP/1.1 4")
                    .containsOnlyOnce("Content-Security-Policy: default-src 'none'")
                    .containsOnlyOnce("X-Content-Type-Options: nosniff");
        }
    }

    @Test
    void a_route_may_pass_over_parameters_that_it_does_not_know() throws Exception {
        assertThat(send(to("/v1/lenient?a=1&else=2")).body()).contains("\"1\"");
        problem(send(to("/v1/lenient?a=1&a=2")), 400, "bad_request");
    }

    @Test
    void what_is_not_http_gets_a_problem_too() throws Exception {
        assertThat(raw("GET /v1/accounts/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400").contains("/problems/bad_request");
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400")
                .contains("/problems/bad_request");
        for (String version : List.of("", " HTTP/1.2", " HTTP/9.9", " HTTPS/1.1")) {
            assertThat(raw("GET /v1/echo" + version + "\r\nHost: a\r\n\r\n")).as(version)
                    .startsWith("HTTP/1.1 400").contains("/problems/bad_request");
        }
        assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4").contains("/problems/too_large");
        assertThat(raw("POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", listener.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
