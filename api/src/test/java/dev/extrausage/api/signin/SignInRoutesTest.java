package dev.extrausage.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.browser.CrossSite;
import dev.extrausage.api.access.browser.HostList;
import dev.extrausage.api.access.door.Access;
import dev.extrausage.api.access.keys.KeyCluster;
import dev.extrausage.api.access.keys.KeyDesk;
import dev.extrausage.api.access.keys.KeyRing;
import dev.extrausage.api.access.keys.SecretToken;
import dev.extrausage.api.access.keys.SessionDesk;
import dev.extrausage.api.access.rates.Rate;
import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.api.routing.Routes;
import dev.extrausage.core.BadInput;
import dev.extrausage.kafka.Cluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SignInRoutesTest {
    private static final Credential OPERATOR = new Credential(
            "key:operator", Role.OPERATOR, null, null, Credential.Kind.KEY, null);

    @TempDir private static Path folder;
    private static KeyCluster kafka;
    private static Cluster cluster;
    private static KeyRing ring;
    private static SessionDesk sessions;
    private static KeyDesk keys;
    private static Routes routes;

    @BeforeAll
    static void start() throws Exception {
        kafka = new KeyCluster(folder);
        cluster = kafka.connect();
        ring = new KeyRing(cluster);
        ring.start();
        sessions = new SessionDesk(cluster, ring, InstantSource.system());
        keys = new KeyDesk(cluster, ring, InstantSource.system());
        assertThat(ring.awaitComplete(Duration.ofMinutes(1))).isTrue();
        List<Route> all = new ArrayList<>(
                new SignInRoutes(sessions, null, () -> "http://127.0.0.1:8080",
                        access(Rates.usual())).routes());
        all.addAll(new KeyRoutes(keys).routes());
        routes = new Routes(all);
    }

    private static Access access(Rates rates) {
        return new Access(ring, null, new HostList(HostList.LOCAL), new CrossSite(List.of()),
                rates, InstantSource.system());
    }

    @AfterAll
    static void stop() {
        sessions.close();
        keys.close();
        ring.close();
        cluster.close();
        kafka.close();
    }

    @Test
    void a_portal_link_signs_one_browser_in() {
        String code = code("""
                {"account_id": "acme", "role": "member", "member_id": "ada", "minutes": 30,
                 "return_url": "https://host.example/back"}""");

        Reply reply = enter("GET", code, Map.of());

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.headers()).containsEntry("Location", "/");
        String cookie = reply.cookies().get(0);
        assertThat(cookie).matches("eul_session=euls_\\S+; Path=/; Max-Age=1800; HttpOnly;"
                + " SameSite=Strict");
        Credential who = ring.identify(session(cookie), System.currentTimeMillis());
        assertThat(who.accountId()).isEqualTo("acme");
        assertThat(who.memberId()).isEqualTo("ada");
        assertThat(refusal("GET", code, Map.of()).code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void a_link_looked_at_ahead_of_time_still_works() {
        String code = code("{\"account_id\": \"acme\", \"role\": \"customer\"}");

        assertThat(refusal("HEAD", code, Map.of()).code())
                .isEqualTo(ProblemCode.METHOD_NOT_ALLOWED);
        assertThat(refusal("GET", code, Map.of("sec-purpose", List.of("prefetch;prerender")))
                .headers()).containsEntry("Allow", "GET");
        assertThat(enter("GET", code, Map.of()).status()).isEqualTo(302);
    }

    @Test
    void codes_that_prove_nothing_are_counted_against_their_address() {
        Access strict = access(new Rates(Rates.USUAL, Rates.OF_INFERENCE, new Rate(1, 2),
                () -> 0));
        Route enter = new SignInRoutes(sessions, null, () -> "http://127.0.0.1:8080", strict)
                .routes().stream().filter(r -> r.path().equals("/auth/enter")).findFirst()
                .orElseThrow();
        RequestHead head = new RequestHead("GET", List.of("auth", "enter"),
                QueryFields.parse("code=eulc_guess"), Map.of(), "192.0.2.9", false, "test");
        List<ProblemCode> codes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            codes.add(((Problem) catchThrowableOfType(CompletionException.class, () -> enter
                    .endpoint().answer(new Call(head, Map.of(), null, new byte[0])).join())
                    .getCause()).code());
        }

        assertThat(codes).containsExactly(ProblemCode.UNAUTHENTICATED,
                ProblemCode.UNAUTHENTICATED, ProblemCode.RATE_LIMITED);
    }

    @Test
    void signing_out_ends_the_session_and_takes_the_cookie() {
        String code = code("{\"account_id\": \"acme\", \"role\": \"customer\"}");
        String cookie = enter("GET", code, Map.of()).cookies().get(0);
        SecretToken session = session(cookie);

        Reply reply = answer("POST", List.of("auth", "logout"), null,
                Map.of("cookie", List.of("eul_session=" + session.text())), "");

        assertThat(reply.cookies().get(0)).startsWith("eul_session=; ")
                .contains("Max-Age=0");
        assertThat(catchThrowableOfType(Problem.class,
                () -> ring.identify(session, System.currentTimeMillis()))).isNotNull();
    }

    @Test
    void signing_out_with_the_token_of_a_portal_session_ends_it() {
        SecretToken token = SecretToken.parse(SecretToken.Sort.PORTAL,
                json(portal("{\"account_id\": \"acme\", \"role\": \"customer\"}"))
                        .get("token").textValue());
        Credential who = ring.identify(token, System.currentTimeMillis());

        Routes.Match match = routes.find("POST", List.of("auth", "logout"));
        match.route().endpoint().answer(new Call(new RequestHead("POST", List.of("auth", "logout"),
                QueryFields.parse(null), Map.of("authorization", List.of("Bearer " + token.text())),
                "192.0.2.1", false, "test"), match.parameters(), who, new byte[0])).join();

        assertThat(catchThrowableOfType(Problem.class,
                () -> ring.identify(token, System.currentTimeMillis()))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"account_id\": \"acme\", \"role\": \"operator\"}",
        "{\"account_id\": \"acme\", \"role\": \"member\"}",
        "{\"account_id\": \"acme\", \"role\": \"customer\", \"member_id\": \"ada\"}",
        "{\"account_id\": \"acme\", \"role\": \"customer\", \"minutes\": 61}",
        "{\"account_id\": \"acme\", \"role\": \"customer\", \"return_url\": \"javascript:x\"}",
        "{\"role\": \"customer\"}"})
    void a_portal_session_is_a_customers_or_a_members(String body) {
        assertNamesItsField(() -> portal(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"role\": \"customer\"}",
        "{\"role\": \"member\", \"account_id\": \"acme\"}",
        "{\"role\": \"operator\", \"account_id\": \"acme\"}",
        "{\"role\": \"support\", \"expires_at\": \"2020-01-01T00:00:00Z\"}",
        "{\"role\": \"root\"}"})
    void a_key_that_cannot_be_made_names_its_field(String body) {
        assertNamesItsField(() -> answer("POST", List.of("v1", "keys"), null, Map.of(), body));
    }

    private static void assertNamesItsField(ThrowingCallable call) {
        Throwable refused = catchThrowable(call);
        assertThat(refused).isInstanceOfAny(Problem.class, BadInput.class);
        JsonNode told = refused instanceof BadInput bad ? Problem.badInput(bad).json()
                : ((Problem) refused).json();
        assertThat(told.get("status").intValue()).isEqualTo(400);
        assertThat(told.path("field").textValue()).as(told.toString()).isNotEmpty();
        assertThat(told.path("bound").textValue()).as(told.toString()).isNotEmpty();
    }

    @Test
    void a_key_shown_once_lets_in_until_revoked() {
        JsonNode made = json(answer("POST", List.of("v1", "keys"), null, Map.of(),
                "{\"role\": \"inference\", \"note\": \"gateway 7\"}"));
        SecretToken key = SecretToken.parse(
                SecretToken.Sort.KEY, made.get("key").textValue());
        assertThat(ring.identify(key, System.currentTimeMillis()).role())
                .isEqualTo(Role.INFERENCE);

        String list = new String(bytes(answer("GET", List.of("v1", "keys"), null, Map.of(), "")),
                StandardCharsets.UTF_8);
        assertThat(list).contains(key.id()).doesNotContain(key.text(), key.sha256());
        assertThat(answer("DELETE", List.of("v1", "keys", key.id()), null, Map.of(), "").status())
                .isEqualTo(204);
        assertThat(catchThrowableOfType(Problem.class,
                () -> ring.identify(key, System.currentTimeMillis()))).isNotNull();
    }

    private static String code(String body) {
        String url = json(portal(body)).get("url").textValue();
        assertThat(url).startsWith("http://127.0.0.1:8080/auth/enter?code=eulc_");
        return url.substring(url.indexOf('=') + 1);
    }

    private static Reply portal(String body) {
        return answer("POST", List.of("v1", "portal-sessions"), null, Map.of(), body);
    }

    private static Reply enter(String method, String code, Map<String, List<String>> headers) {
        return answer(method, List.of("auth", "enter"), "code=" + code, headers, "");
    }

    private static Problem refusal(
            String method, String code, Map<String, List<String>> headers) {
        return catchThrowableOfType(Problem.class, () -> enter(method, code, headers));
    }

    private static Reply answer(String method, List<String> path, String query,
            Map<String, List<String>> headers, String body) {
        Routes.Match match = routes.find(method, path);
        RequestHead head = new RequestHead(method, path, QueryFields.parse(query), headers,
                "192.0.2.1", false, "test");
        try {
            return match.route().endpoint().answer(new Call(head, match.parameters(), OPERATOR,
                    body.getBytes(StandardCharsets.UTF_8))).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static SecretToken session(String setCookie) {
        return SecretToken.parse(SecretToken.Sort.SESSION,
                setCookie.substring(setCookie.indexOf('=') + 1, setCookie.indexOf(';')));
    }

    private static JsonNode json(Reply reply) {
        return JsonBody.parse(bytes(reply));
    }

    private static byte[] bytes(Reply reply) {
        return ((Reply.Bytes) reply.body()).bytes();
    }
}
