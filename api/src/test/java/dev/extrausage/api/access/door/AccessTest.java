package dev.extrausage.api.access.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Head;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.access.browser.CrossSite;
import dev.extrausage.api.access.browser.HostList;
import dev.extrausage.api.access.keys.KeyCluster;
import dev.extrausage.api.access.keys.KeyDesk;
import dev.extrausage.api.access.keys.KeyRing;
import dev.extrausage.api.access.keys.SecretToken;
import dev.extrausage.api.access.keys.SessionDesk;
import dev.extrausage.api.access.rates.Rate;
import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.core.Seed;
import dev.extrausage.kafka.Cluster;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(120)
class AccessTest {
    private static final Scope ACME = new Scope(Role.CUSTOMER, "acme", null);
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir private static Path folder;
    private static KeyCluster kafka;
    private static Cluster cluster;
    private static KeyRing ring;
    private static KeyDesk keys;
    private static SessionDesk sessions;
    private final Access access = access(Rates.usual());

    @BeforeAll
    static void start() throws Exception {
        kafka = new KeyCluster(folder);
        cluster = kafka.connect();
        ring = new KeyRing(cluster);
        ring.start();
        keys = new KeyDesk(cluster, ring, InstantSource.system());
        sessions = new SessionDesk(cluster, ring, InstantSource.system());
        assertThat(ring.awaitComplete(Duration.ofMinutes(1))).isTrue();
    }

    @AfterAll
    static void stop() {
        keys.close();
        sessions.close();
        ring.close();
        cluster.close();
        kafka.close();
    }

    private static Access access(Rates rates) {
        return new Access(ring, null, new HostList(HostList.LOCAL), new CrossSite(List.of()),
                rates, InstantSource.system());
    }

    private static SecretToken key() {
        return keys.create(ACME, null, "operator", null).key();
    }

    private static SecretToken session() {
        return sessions.open(ACME, "portal:acme", Duration.ofMinutes(30)).token();
    }

    private static RequestHead with(String header, String value) {
        return Head.of("POST").with(header, value).head();
    }

    @Test
    void only_keys_that_are_known_here_are_told_at_once() {
        SecretToken key = key();
        String text = key.text();
        String unknown = SecretToken.draw(SecretToken.Sort.KEY, RANDOM).text();

        assertThat(access.knows(with("Authorization", "Bearer " + text))).isTrue();
        assertThat(access.knows(with("Authorization", "Bearer " + text + "x"))).isTrue();
        assertThat(access.knows(with("Authorization", "Bearer " + unknown))).isFalse();
        assertThat(access.knows(with("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.")))
                .isFalse();
        assertThat(access.knows(with("Authorization", "eul_"))).isFalse();
        assertThat(access.knows(with("Cookie", "euls_" + key.id()))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
    void a_key_as_a_bearer_names_the_caller(String scheme) {
        SecretToken key = key();

        Credential who = access.identify(bearer(scheme + key.text()));

        assertThat(who.name()).isEqualTo("key:" + key.id());
        assertThat(who.accountId()).isEqualTo("acme");
    }

    @Test
    void a_session_as_a_cookie_names_the_caller() {
        SecretToken session = session();

        assertThat(access.identify(Head.of("GET")
                .with("Cookie", "a=b; eul_session=" + session.text()).head()).kind())
                .isEqualTo(Credential.Kind.SESSION);
        assertThat(access.identify(Head.of("GET").byTls()
                .with("Cookie", "__Host-eul_session=" + session.text()).head()).name())
                .isEqualTo("portal:acme");
    }

    @Test
    void nobody_without_a_credential_gets_in_or_is_counted() {
        Access strict = access(new Rates(Rates.USUAL, Rates.OF_INFERENCE, new Rate(1, 1),
                () -> 0));
        for (int i = 0; i < 10; i++) {
            Problem refusal = refusal(strict, Head.of("GET").head());
            assertThat(refusal.code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
            assertThat(refusal.headers()).containsEntry(
                    "WWW-Authenticate", "Bearer realm=\"extra-usage-ledger\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic b3BlcmF0b3I6eA==", "Bearer a b",
        "Bearer eul_x", "Bearer a.b.c", "Bearer \u00e9\u00e9", "Bearer eul_\u0661\u0662",
        "eul_000000000000_0", "Bearer\teul_x", "Bearer =", "Bearer eul_x, Bearer eul_y",
        "Negotiate x", "Bearer null", "Bearer undefined", "Bearer eulc_x", "Bearer \uD83D\uDD11"})
    void what_is_no_bearer_is_refused(String authorization) {
        Problem refusal = refusal(access, bearer(authorization));

        assertThat(refusal.code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
        assertThat(refusal.headers().get("WWW-Authenticate"))
                .startsWith("Bearer realm=\"extra-usage-ledger\", error=\"invalid_token\"")
                .matches("[ -~]+").endsWith("\"");
    }

    @Test
    void a_key_of_another_cluster_is_refused() {
        SecretToken other = SecretToken.draw(SecretToken.Sort.KEY, RANDOM);

        assertThat(refusal(access, bearer("Bearer " + other.text())))
                .hasMessage("eul_" + other.id() + "_… is not known here.");
    }

    @Test
    void each_token_is_good_where_it_belongs_alone() {
        String session = session().text();
        String key = key().text();
        String code = sessions.invite(ACME, "portal:acme", Duration.ofMinutes(1),
                Duration.ofMinutes(1), "operator").code().text();

        for (String wrong : List.of(session, code)) {
            assertThat(refusal(access, bearer("Bearer " + wrong))).isNotNull();
        }
        for (String wrong : List.of(key, code, "", "x")) {
            assertThat(refusal(access, Head.of("GET").with("Cookie", "eul_session=" + wrong)
                    .head())).isNotNull();
        }
    }

    @Test
    void a_wrong_bearer_is_not_made_good_by_a_cookie() {
        assertThat(refusal(access, Head.of("GET").with("Authorization", "Bearer eul_wrong")
                .with("Cookie", "eul_session=" + session().text()).head()).code())
                .isEqualTo(ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void two_bearers_are_refused_though_both_are_good() {
        String key = "Bearer " + key().text();

        assertThat(refusal(access, Head.of("GET").with("Authorization", key)
                .with("Authorization", key).head()).code()).isEqualTo(ProblemCode.BAD_REQUEST);
    }

    @Test
    void a_bearer_without_an_end_is_refused_by_its_length() {
        assertThat(refusal(access, bearer("Bearer " + "a".repeat(1_000_000))))
                .hasMessage("The credential is longer than 8192 characters.");
    }

    @Test
    void a_guessing_address_is_slowed_down_but_not_its_keys() {
        Access strict = access(new Rates(Rates.USUAL, Rates.OF_INFERENCE, new Rate(1, 3),
                () -> 0));
        String good = key().text();
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(strict, guess("192.0.2.7")).code())
                    .isEqualTo(ProblemCode.UNAUTHENTICATED);
        }
        Problem refusal = refusal(strict, guess("192.0.2.7"));

        assertThat(refusal.code()).isEqualTo(ProblemCode.RATE_LIMITED);
        assertThat(refusal.headers()).containsEntry("Retry-After", "1");
        assertThat(refusal(strict, guess("192.0.2.8")).code())
                .isEqualTo(ProblemCode.UNAUTHENTICATED);
        assertThat(strict.identify(Head.of("GET").from("192.0.2.7")
                .with("Authorization", "Bearer " + good).head()).accountId()).isEqualTo("acme");
    }

    @Test
    void only_a_browser_must_show_which_page_sent_it() {
        RequestHead bare = Head.of("POST").with("Host", "localhost").head();
        Credential session = access.identify(Head.of("POST")
                .with("Cookie", "eul_session=" + session().text()).head());
        Credential key = access.identify(bearer("Bearer " + key().text()));

        assertThatCode(() -> access.admit(bare, key)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(Problem.class, () -> access.admit(bare, session)).code())
                .isEqualTo(ProblemCode.FORBIDDEN);
        assertThatCode(() -> access.admit(Head.of("POST").with("Host", "localhost")
                .with("Sec-Fetch-Site", "same-origin").head(), session))
                .doesNotThrowAnyException();
    }

    @Test
    void no_secret_is_in_a_log_problem_or_text() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("dev.extrausage");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        Level before = ours.getLevel();
        ours.setLevel(Level.TRACE);
        try {
            KeyDesk.Made made = keys.create(ACME, null, "operator", "a note");
            SessionDesk.Invited invited = sessions.invite(ACME, "portal:acme",
                    Duration.ofMinutes(5), Duration.ofMinutes(5), "operator");
            SessionDesk.Opened opened = sessions.open(invited.code().text());
            Credential who = access.identify(bearer("Bearer " + made.key().text()));
            keys.revoke(made.key().id(), "operator");
            Problem revoked = refusal(access, bearer("Bearer " + made.key().text()));
            Problem used = catchThrowableOfType(
                    Problem.class, () -> sessions.open(invited.code().text()));
            String said = log.list + " " + made + invited + opened + who + revoked
                    + revoked.json() + revoked.headers() + used + used.json() + ring.all();
            for (SecretToken token : List.of(made.key(), invited.code(), opened.token())) {
                String secret = token.text().substring(token.text().lastIndexOf('_') + 1);
                assertThat(said).doesNotContain(secret)
                        .doesNotContain(secret.substring(0, 16)).contains(token.id());
            }
        } finally {
            ours.setLevel(before);
            root.detachAppender(log);
        }
    }

    @Test
    void no_header_however_odd_is_more_than_a_problem(@Seed long seed) {
        Random random = new Random(seed);
        String good = "Bearer " + key().text();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder odd = new StringBuilder(good);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                odd.setCharAt(random.nextInt(odd.length()), (char) (1 + random.nextInt(0xFFFE)));
            }
            RequestHead head = Head.of("GET").from("192.0.2." + i)
                    .with(random.nextBoolean() ? "Authorization" : "Cookie",
                            random.nextBoolean() ? odd.toString() : "eul_session=" + odd).head();
            assertThat(catchThrowableOfType(Problem.class, () -> access.identify(head)))
                    .as("%s", head.headers()).isNotNull();
        }
    }

    private static RequestHead bearer(String authorization) {
        return Head.of("GET").with("Authorization", authorization).head();
    }

    private static RequestHead guess(String address) {
        return Head.of("GET").from(address).with("Authorization",
                "Bearer " + SecretToken.draw(SecretToken.Sort.KEY, RANDOM).text()).head();
    }

    private static Problem refusal(Access door, RequestHead head) {
        return catchThrowableOfType(Problem.class, () -> door.identify(head));
    }
}
