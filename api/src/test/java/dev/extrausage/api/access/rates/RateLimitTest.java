package dev.extrausage.api.access.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Seed;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Near its end, as a clock may be that nobody has set. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND / 2);

    @Test
    void a_burst_passes_and_then_the_rate() {
        RateLimit limit = limit(10, 3, 100);

        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("a")).isZero();
        }
        assertThat(limit.take("a")).isEqualTo(SECOND / 10);
        clock.addAndGet(SECOND / 10);
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isEqualTo(SECOND / 10);
        clock.addAndGet(10 * SECOND);
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("a")).isZero();
        }
        assertThat(limit.take("a")).isPositive();
        assertThat(limit.take("b")).isZero();
    }

    @Test
    void never_more_passes_than_burst_and_rate_allow(@Seed long seed) {
        Random random = new Random(seed);
        int perSecond = 1 + random.nextInt(1_000);
        int burst = 1 + random.nextInt(50);
        RateLimit limit = limit(perSecond, burst, 10);
        long begin = clock.get();
        long passed = 0;
        for (int i = 0; i < 20_000; i++) {
            clock.addAndGet(random.nextInt(3_000_000));
            passed += limit.take("a") == 0 ? 1 : 0;
            long most = burst + (clock.get() - begin) / (SECOND / perSecond);
            assertThat(passed).isLessThanOrEqualTo(most);
        }
        assertThat(passed).isGreaterThanOrEqualTo(burst);
    }

    @Test
    void many_threads_together_get_one_burst() throws Exception {
        RateLimit limit = limit(1, 1_000, 10);
        AtomicInteger passed = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            threads.submit(() -> {
                for (int n = 0; n < 1_000; n++) {
                    passed.addAndGet(limit.take("a") == 0 ? 1 : 0);
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        assertThat(passed).hasValue(1_000);
    }

    @Test
    void memory_is_bounded_and_newcomers_share_what_is_left() {
        RateLimit limit = limit(1, 5, 100);
        for (int i = 0; i < 1_000; i++) {
            limit.take("caller " + i);
        }
        assertThat(limit.size()).isEqualTo(100);
        assertThat(limit.take("one more")).isPositive();
        assertThat(limit.take("caller 0")).isZero();

        clock.addAndGet(2 * SECOND);
        assertThat(limit.take("after a while")).isZero();
        assertThat(limit.size()).isEqualTo(1);
    }

    @Test
    void a_credential_asking_too_often_is_told_when_to_retry() {
        Rates rates = new Rates(new Rate(2, 1), new Rate(1_000, 1_000), new Rate(1, 1), clock::get);
        rates.count(credential("key:a", Role.SUPPORT));

        Problem refusal = catchThrowableOfType(Problem.class,
                () -> rates.count(credential("key:a", Role.SUPPORT)));

        assertThat(refusal.code()).isEqualTo(ProblemCode.RATE_LIMITED);
        assertThat(refusal.headers()).containsEntry("Retry-After", "1");
        rates.count(credential("key:b", Role.SUPPORT));
        for (int i = 0; i < 1_000; i++) {
            rates.count(credential("key:c", Role.INFERENCE));
        }
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2:3:4:5:6, 2001:db8:1:2", "[2001:db8:1:2:0:0:0:1], 2001:db8:1:2",
        "192.0.2.1, 192.0.2.1", "'', ''"})
    void failures_of_one_network_count_together(String address, String network) {
        assertThat(Rates.network(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1", "1000001, 1", "1, 10000001"})
    void a_rate_is_within_its_bounds(int perSecond, int burst) {
        assertThatThrownBy(() -> new Rate(perSecond, burst)).isInstanceOf(BadInput.class);
    }

    private RateLimit limit(int perSecond, int burst, int most) {
        return new RateLimit(new Rate(perSecond, burst), most, clock::get);
    }

    private static Credential credential(String name, Role role) {
        return new Credential(name, role, null, null, Credential.Kind.KEY, null);
    }
}
