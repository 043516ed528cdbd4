package dev.extrausage.api.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.browser.CrossSite;
import dev.extrausage.api.access.browser.HostList;
import dev.extrausage.api.access.door.Access;
import dev.extrausage.api.access.keys.KeyCluster;
import dev.extrausage.api.access.keys.KeyRing;
import dev.extrausage.api.access.keys.SessionDesk;
import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.api.signin.SignInRoutes;
import dev.extrausage.kafka.Cluster;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SignInTest {
    @TempDir private static Path folder;
    private static KeyCluster kafka;
    private static Cluster cluster;
    private static KeyRing ring;
    private static SessionDesk sessions;
    private TestProvider provider;
    private SignIn signIn;

    @BeforeAll
    static void start() throws Exception {
        kafka = new KeyCluster(folder.resolve("kafka"));
        cluster = kafka.connect();
        ring = new KeyRing(cluster);
        ring.start();
        sessions = new SessionDesk(cluster, ring, InstantSource.system());
        assertThat(ring.awaitComplete(Duration.ofMinutes(1))).isTrue();
        Files.writeString(folder.resolve("secret"), TestProvider.SECRET + "\n");
    }

    @AfterAll
    static void stop() {
        sessions.close();
        ring.close();
        cluster.close();
        kafka.close();
    }

    @BeforeEach
    void provider() throws Exception {
        provider = new TestProvider();
        signIn = signIn(TestProvider.CLIENT, folder.resolve("secret"));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private SignIn signIn(String client, Path secret) {
        OidcSettings tokens = BearerTokensTest.settings(provider.issuer());
        return new OpenIdProvider(new OidcSettings(tokens.issuer(), null, tokens.algorithms(),
                tokens.claims(), tokens.roles(), new OidcSettings.Client(client, secret,
                        TestProvider.REDIRECT, "openid profile", Duration.ofHours(8))),
                InstantSource.system()).signIn(sessions);
    }

    @Test
    void a_sign_in_ends_on_the_page_it_began_from() {
        SignIn.Begun begun = signIn.begin("/accounts/acme?tab=usage");

        SignIn.Done done = signIn.end(provider.consent(begun.address()), begun.cookie());

        assertThat(done.path()).isEqualTo("/accounts/acme?tab=usage");
        assertThat(ring.identify(done.session().token(), System.currentTimeMillis()))
                .satisfies(who -> {
                    assertThat(who.name()).isEqualTo("oidc:ada");
                    assertThat(who.role()).isEqualTo(Role.SUPPORT);
                    assertThat(who.expiresAt()).isAfter(Instant.now().plus(Duration.ofHours(7)));
                });
    }

    @Test
    void another_instance_may_end_what_one_began() {
        SignIn.Begun begun = signIn.begin("/");

        assertThat(signIn(TestProvider.CLIENT, folder.resolve("secret"))
                .end(provider.consent(begun.address()), begun.cookie()).path()).isEqualTo("/");
    }

    @Test
    void the_address_shows_no_secret_of_the_cookie() {
        SignIn.Begun begun = signIn.begin("/");
        SignInSecret secret = SignInSecret.parse(begun.cookie());

        assertThat(begun.address().toString())
                .startsWith(provider.issuer() + "/authorize?tenant=1&")
                .contains("state=" + secret.state(), "nonce=" + secret.nonce(),
                        "code_challenge=" + secret.challenge())
                .doesNotContain(secret.verifier(), begun.cookie().substring(0, 43));
        assertThat(List.of(secret.state(), secret.nonce(), secret.verifier(), secret.challenge()))
                .doesNotHaveDuplicates();
        assertThat(signIn.begin("/").address()).isNotEqualTo(begun.address());
    }

    @Test
    void a_code_of_another_browser_is_refused() {
        SignIn.Begun victim = signIn.begin("/");
        SignIn.Begun attacker = signIn.begin("/");
        Map<String, String> answer = provider.consent(attacker.address());

        refused("not begun by this browser", answer, victim.cookie());
        refused("has no cookie of its beginning", answer, null);
        refused("has no cookie of its beginning", answer, "x");
        Map<String, String> otherState = new HashMap<>(answer);
        otherState.put("state", SignInSecret.parse(victim.cookie()).state());
        refused("the provider gives no token for the code: invalid_grant",
                otherState, victim.cookie()); // PKCE: the code is for the attacker's verifier
        otherState.remove("state");
        refused("not begun by this browser", otherState, victim.cookie());
    }

    @Test
    void a_browser_that_comes_back_is_signed_in_by_get_alone() {
        Access access = new Access(ring, null, new HostList(HostList.LOCAL),
                new CrossSite(List.of()), Rates.usual(), InstantSource.system());
        Route callback = new SignInRoutes(sessions, signIn, () -> "", access).routes().stream()
                .filter(route -> route.path().equals("/auth/callback")).findFirst().orElseThrow();
        SignIn.Begun begun = signIn.begin("/");
        String query = provider.consent(begun.address()).entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining("&"))
                + "&authuser=0";
        Function<String, Reply> asked = method -> callback.endpoint().answer(new Call(
                new RequestHead(method, List.of("auth", "callback"), QueryFields.parse(query),
                        Map.of("cookie", List.of("eul_sign_in=" + begun.cookie())), "192.0.2.1",
                        false, "test"), Map.of(), null, new byte[0])).join();

        assertThat(catchThrowable(() -> asked.apply("HEAD"))).hasMessageContaining("by GET");
        Reply reply = asked.apply("GET");

        assertThat(reply.headers()).containsEntry("Location", "/");
        assertThat(reply.cookies()).hasSize(2);
        assertThat(reply.cookies().get(0)).startsWith("eul_session=euls_");
        assertThat(reply.cookies().get(1)).startsWith("eul_sign_in=; ").contains("Max-Age=0");
        assertThat(callback.query()).contains(Route.ANY);
    }

    @Test
    void a_code_works_once() {
        SignIn.Begun begun = signIn.begin("/");
        Map<String, String> answer = provider.consent(begun.address());
        signIn.end(answer, begun.cookie());

        refused("the provider gives no token for the code", answer, begun.cookie());
    }

    @Test
    void the_answer_of_another_issuer_is_refused() {
        SignIn.Begun begun = signIn.begin("/");
        Map<String, String> answer = new HashMap<>(provider.consent(begun.address()));
        answer.put("iss", "https://evil.example");

        refused("not of the issuer that was asked", answer, begun.cookie());
    }

    @Test
    void a_provider_that_always_names_itself_must() {
        SignIn.Begun begun = signIn.begin("/");
        Map<String, String> answer = new HashMap<>(provider.consent(begun.address()));
        answer.remove("iss");
        provider.namesItself = true;
        SignIn strict = signIn(TestProvider.CLIENT, folder.resolve("secret"));

        assertThat(catchThrowableOfType(
                Problem.class, () -> strict.end(answer, begun.cookie())))
                .hasMessageContaining("not of the issuer that was asked");
        assertThat(signIn.end(answer, begun.cookie()).path()).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "audience", "issuer", "expired", "azp", "audiences",
        "no end", "no beginning"})
    void a_token_for_another_sign_in_is_refused(String fault) {
        UnaryOperator<JWTClaimsSet.Builder> change = switch (fault) {
            case "nonce" -> claims -> claims.claim("nonce", "another");
            case "audience" -> claims -> claims.audience("another");
            case "issuer" -> claims -> claims.issuer("https://evil.example");
            case "expired" -> claims -> claims.expirationTime(new Date(1_767_225_600_000L));
            case "no end" -> claims -> claims.claim("exp", null);
            case "no beginning" -> claims -> claims.issueTime(null);
            case "azp" -> claims -> claims.claim("azp", "another");
            default -> claims -> claims.audience(List.of(TestProvider.CLIENT, "another"));
        };
        provider.idToken = change;
        SignIn.Begun begun = signIn.begin("/");

        refused(" ", provider.consent(begun.address()), begun.cookie());
    }

    @Test
    void a_person_without_a_role_gets_no_session() {
        provider.idToken = claims -> claims.claim("roles", List.of());
        SignIn.Begun begun = signIn.begin("/");
        Map<String, String> answer = provider.consent(begun.address());

        Problem refusal = catchThrowableOfType(
                Problem.class, () -> signIn.end(answer, begun.cookie()));

        assertThat(refusal.code()).isEqualTo(ProblemCode.FORBIDDEN);
    }

    @Test
    void a_wrong_secret_of_ours_is_told_without_it() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "hush-hush");
        SignIn other = signIn(TestProvider.CLIENT, wrong);
        SignIn.Begun begun = other.begin("/");
        Map<String, String> answer = provider.consent(begun.address());

        Problem refusal = catchThrowableOfType(
                Problem.class, () -> other.end(answer, begun.cookie()));

        assertThat(refusal).hasMessageContaining("invalid_client")
                .hasMessageNotContaining("hush-hush");
    }

    @Test
    void a_user_who_says_no_is_told_so() {
        SignIn.Begun begun = signIn.begin("/");
        Map<String, String> answer = Map.of("error", "access_denied",
                "state", SignInSecret.parse(begun.cookie()).state());
        Map<String, String> odd = new HashMap<>(answer);
        odd.put("error", "<script>alert(1)</script>");

        refused("the provider says access_denied", answer, begun.cookie());
        assertThat(catchThrowableOfType(Problem.class, () -> signIn.end(odd, begun.cookie())))
                .hasMessageNotContaining("script");
    }

    @Test
    void a_provider_that_is_away_is_waited_for() {
        SignIn.Begun begun = signIn.begin("/");
        Map<String, String> answer = provider.consent(begun.address());
        provider.isAway = true;

        Problem refusal = catchThrowableOfType(
                Problem.class, () -> signIn.end(answer, begun.cookie()));

        assertThat(refusal.code()).isEqualTo(ProblemCode.NOT_READY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "", "x",
        "/a\nb", "javascript:alert(1)", "/\t/evil.example"})
    void nobody_is_led_away_after_signing_in(String path) {
        SignIn.Begun begun = signIn.begin(path);

        assertThat(signIn.end(provider.consent(begun.address()), begun.cookie()).path())
                .isEqualTo("/");
    }

    @Test
    void a_planted_cookie_leads_nobody_away() {
        String begun = signIn.begin("/").cookie();
        String planted = begun.substring(0, 44) + java.util.Base64.getUrlEncoder().withoutPadding()
                .encodeToString("https://evil.example/".getBytes(
                        java.nio.charset.StandardCharsets.UTF_8));
        SignInSecret secret = SignInSecret.parse(planted);
        URI address = URI.create(signIn.begin("/").address().toString()
                .replaceAll("state=[^&]*", "state=" + secret.state())
                .replaceAll("nonce=[^&]*", "nonce=" + secret.nonce())
                .replaceAll("code_challenge=[^&]*", "code_challenge=" + secret.challenge()));

        assertThat(signIn.end(provider.consent(address), planted).path()).isEqualTo("/");
    }

    private void refused(String why, Map<String, String> answer, String cookie) {
        Problem refusal = catchThrowableOfType(Problem.class, () -> signIn.end(answer, cookie));
        assertThat(refusal).hasMessageContaining(why);
        assertThat(refusal.code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
    }
}
