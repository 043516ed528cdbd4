package dev.extrausage.api.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.access.keys.SecretToken.Sort;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.BadInput;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the API beside one Kafka. */
@Timeout(120)
class KeyRingTest {
    private static final Scope ACME = new Scope(Role.CUSTOMER, "acme", null);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private static Path folder;
    private static KeyCluster kafka;
    private static Instance one;
    private static Instance other;

    /** One instance of the API. */
    private static final class Instance implements AutoCloseable {
        private final Cluster cluster = kafka.connect();
        private final KeyRing ring = new KeyRing(cluster);
        private final KeyDesk keys = new KeyDesk(cluster, ring, InstantSource.system());
        private final SessionDesk sessions =
                new SessionDesk(cluster, ring, InstantSource.system());

        Instance started() {
            ring.start();
            assertThat(ring.awaitComplete(PATIENCE)).isTrue();
            return this;
        }

        Credential identify(SecretToken token) {
            return ring.identify(token, System.currentTimeMillis());
        }

        @Override
        public void close() {
            keys.close();
            sessions.close();
            ring.close();
            cluster.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        kafka = new KeyCluster(folder);
        one = new Instance().started();
        other = new Instance().started();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        kafka.close();
    }

    @Test
    void a_new_key_is_good_at_every_instance() {
        KeyDesk.Made made = one.keys.create(ACME, null, "operator", "for the test");

        Credential credential = other.identify(made.key());

        assertThat(credential).isEqualTo(one.identify(made.key())).isEqualTo(new Credential(
                "key:" + made.key().id(), Role.CUSTOMER, "acme", null, Credential.Kind.KEY, null));
        assertThat(one.keys.list()).contains(made.pass());
    }

    @Test
    void keys_that_have_ended_are_no_way_in() {
        one.keys.create(Scope.of(Role.SUPPORT), null, "operator", null);
        assertThat(one.keys.hasGoodOne()).isTrue();

        one.keys.list().forEach(key -> one.keys.revoke(key.id(), "operator"));

        assertThat(one.keys.hasGoodOne()).isFalse();
        assertThat(one.keys.list()).isNotEmpty();
    }

    @Test
    void an_end_before_its_time_is_told_at_every_instance() throws InterruptedException {
        KeyDesk.Made made = one.keys.create(Scope.of(Role.SUPPORT), null, "operator", null);
        assertThat(other.identify(made.key()).role()).isEqualTo(Role.SUPPORT);
        CountDownLatch atOne = toldOfEnd(one, made.key().id());
        CountDownLatch atOther = toldOfEnd(other, made.key().id());

        one.keys.revoke(made.key().id(), "bob");

        assertThat(atOne.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(atOther.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private static CountDownLatch toldOfEnd(Instance at, String id) {
        CountDownLatch told = new CountDownLatch(1);
        at.ring.onEnd(() -> {
            if (at.ring.find(id).revoked() != null) {
                told.countDown();
            }
        });
        return told;
    }

    @Test
    void a_revoked_key_is_refused_at_every_instance_for_ever() {
        KeyDesk.Made made = one.keys.create(Scope.of(Role.SUPPORT), null, "operator", null);
        assertThat(other.identify(made.key()).role()).isEqualTo(Role.SUPPORT);

        Pass revoked = other.keys.revoke(made.key().id(), "bob").orElseThrow();

        assertThat(revoked.revoked().by()).isEqualTo("bob");
        assertThat(refusal(other, made.key()))
                .hasMessageStartingWith(made.key() + " was revoked at 20");
        awaitRefused(one, made.key());
        assertThat(one.keys.revoke(made.key().id(), "eve")).contains(revoked);
        try (Instance later = new Instance().started()) {
            assertThat(refusal(later, made.key()).code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
        }
    }

    @Test
    void two_keys_of_one_scope_are_good_during_a_rotation() {
        SecretToken before = one.keys.create(ACME, null, "operator", null).key();
        SecretToken after = one.keys.create(ACME, null, "operator", null).key();

        assertThat(one.identify(before).accountId()).isEqualTo("acme");
        one.keys.revoke(before.id(), "operator");
        assertThat(refusal(one, before).code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
        assertThat(one.identify(after).accountId()).isEqualTo("acme");
    }

    @Test
    void a_key_ends_when_its_time_has_come() {
        long end = System.currentTimeMillis() + 3_600_000;
        SecretToken key = one.keys.create(ACME, end, "operator", null).key();

        assertThat(one.ring.identify(key, end - 1).expiresAt().toEpochMilli()).isEqualTo(end);
        Problem refusal = catchThrowableOfType(
                Problem.class, () -> one.ring.identify(key, end));
        assertThat(refusal).hasMessageStartingWith(key + " has expired at 20");
        assertThatThrownBy(() -> one.keys.create(ACME, 1_767_225_600_000L, "operator", null))
                .isInstanceOf(BadInput.class).hasMessageContaining("must be in the future");
    }

    @Test
    void a_wrong_secret_tells_nothing_of_the_key() {
        SecretToken key = one.keys.create(ACME, null, "operator", null).key();
        one.keys.revoke(key.id(), "operator");
        SecretToken guess = SecretToken.ofId(Sort.KEY, key.id(), new SecureRandom());
        SecretToken unknown = SecretToken.draw(Sort.KEY, new SecureRandom());

        assertThat(refusal(one, guess)).hasMessage(guess + " is not known here.");
        assertThat(refusal(one, unknown)).hasMessage(unknown + " is not known here.");
    }

    @Test
    void nobody_is_unknown_before_the_topic_was_read() {
        SecretToken key = one.keys.create(ACME, null, "operator", null).key();
        try (Instance young = new Instance()) {
            assertThat(refusal(young, key).code()).isEqualTo(ProblemCode.NOT_READY);
            assertThat(refusal(young, key).headers()).containsKey("Retry-After");
            young.started();
            assertThat(young.identify(key).role()).isEqualTo(Role.CUSTOMER);
        }
    }

    @Test
    void a_link_opens_one_session_once() {
        SessionDesk.Portal invited = portal();

        SessionDesk.Opened opened = other.sessions.open(invited.code().text());

        assertThat(one.identify(opened.token())).isEqualTo(new Credential("portal:acme",
                Role.CUSTOMER, "acme", null, Credential.Kind.SESSION,
                java.time.Instant.ofEpochMilli(invited.pass().expiresAt()),
                "https://host.example/back"));
        for (Instance instance : List.of(one, other)) {
            assertThatThrownBy(() -> instance.sessions.open(invited.code().text()))
                    .isInstanceOf(Problem.class).hasMessageStartingWith("The link was used before");
        }
    }

    @Test
    void a_portal_token_lets_in_until_its_session_ends() {
        SessionDesk.Portal portal = portal();

        assertThat(other.identify(portal.token())).isEqualTo(new Credential("portal:acme",
                Role.CUSTOMER, "acme", null, Credential.Kind.PORTAL,
                java.time.Instant.ofEpochMilli(portal.pass().expiresAt()),
                "https://host.example/back"));
        assertThatThrownBy(() -> other.identify(
                SecretToken.ofId(Sort.PORTAL, portal.token().id(), new SecureRandom())))
                .isInstanceOf(Problem.class).hasMessageContaining("is not known here");
        other.sessions.end(other.sessions.open(portal.code().text()).token());
        assertThatThrownBy(() -> other.identify(portal.token()))
                .isInstanceOf(Problem.class).hasMessageContaining("was revoked");
    }

    private static SessionDesk.Portal portal() {
        return one.sessions.portal(ACME, "portal:acme", Duration.ofMinutes(5),
                Duration.ofMinutes(30), "https://host.example/back", "key:operator");
    }

    @Test
    void of_many_that_open_one_link_one_gets_in() throws Exception {
        SessionDesk.Invited invited = invite();
        CyclicBarrier together = new CyclicBarrier(6);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<SecretToken>> tries = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Instance instance = i % 2 == 0 ? one : other;
            Callable<SecretToken> open = () -> {
                together.await();
                return instance.sessions.open(invited.code().text()).token();
            };
            tries.add(threads.submit(open));
        }
        List<SecretToken> won = new ArrayList<>();
        for (Future<SecretToken> one : tries) {
            try {
                won.add(one.get());
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasRootCauseInstanceOf(Problem.class);
            }
        }
        threads.shutdown();

        assertThat(won).hasSize(1);
        try (Instance later = new Instance().started()) {
            assertThat(later.identify(won.get(0)).accountId()).isEqualTo("acme");
        }
    }

    @Test
    void a_session_that_was_signed_out_lets_nobody_in() {
        SecretToken session = one.sessions.open(
                Scope.of(Role.FINANCE), "oidc:bob", Duration.ofHours(8)).token();
        assertThat(other.identify(session).name()).isEqualTo("oidc:bob");

        other.sessions.end(session);

        awaitRefused(one, session);
        awaitRefused(other, session);
    }

    @Test
    void a_link_with_a_wrong_code_or_address_is_refused() {
        SecretToken guess = SecretToken.ofId(
                Sort.CODE, invite().code().id(), new SecureRandom());

        assertThatThrownBy(() -> one.sessions.open(guess.text()))
                .isInstanceOf(Problem.class).hasMessageStartingWith("The link is not known here");
        assertThatThrownBy(() -> one.sessions.open("eulc_abc")).isInstanceOf(Problem.class)
                .hasMessageStartingWith("The link does not work");
        for (String url : List.of("javascript:alert(1)", "/local", "https:///x", "data:,x",
                "https://user:pw@host.example/", "https://host.example/" + "x".repeat(2_000))) {
            assertThatThrownBy(() -> one.sessions.portal(ACME, "portal:acme",
                    Duration.ofMinutes(1), Duration.ofMinutes(1), url, "operator"))
                    .isInstanceOf(BadInput.class).hasMessageStartingWith("return_url is ");
        }
        assertThatThrownBy(() -> one.sessions.open(ACME, "x", Duration.ofDays(2)))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void known_keys_hold_while_kafka_is_away() {
        SecretToken key = one.keys.create(ACME, null, "operator", null).key();

        kafka.away(() -> {
            assertThat(one.identify(key).accountId()).isEqualTo("acme");
            assertThatThrownBy(() -> one.keys.create(ACME, null, "operator", null))
                    .isInstanceOf(ClusterProblem.class)
                    .hasMessageStartingWith("Kafka did not take a record of api-keys");
        });
        SecretToken after = one.keys.create(ACME, null, "operator", null).key();
        assertThat(one.identify(after).accountId()).isEqualTo("acme");
        assertThat(one.identify(key).accountId()).isEqualTo("acme");
        awaitArrival(other, after); // it connects again a moment later, and others need it
    }

    private static void awaitArrival(Instance at, SecretToken token) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (at.ring.find(token.id()) == null) {
            assertThat(System.nanoTime()).as("arrived in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static SessionDesk.Invited invite() {
        return one.sessions.invite(ACME, "portal:acme", Duration.ofMinutes(5),
                Duration.ofMinutes(30), "key:operator");
    }

    private static Problem refusal(Instance instance, SecretToken token) {
        return catchThrowableOfType(Problem.class, () -> instance.identify(token));
    }

    private static void awaitRefused(Instance instance, SecretToken token) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (refusal(instance, token) == null) {
            assertThat(System.nanoTime()).as("refused in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
