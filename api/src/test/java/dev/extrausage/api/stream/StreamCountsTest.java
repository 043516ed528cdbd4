package dev.extrausage.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import org.junit.jupiter.api.Test;

class StreamCountsTest {
    private final StreamCounts counts = new StreamCounts(StreamSettings.USUAL.atMost(2, 3, 4));

    private void refuses(String credential, String account, String why) {
        assertThat(counts.open(credential, account)).isFalse();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> counts.check(credential, account))
                .withMessageContaining(why)
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.RATE_LIMITED);
                    assertThat(problem.headers()).containsKey("Retry-After");
                });
    }

    @Test void one_stream_too_many_is_refused_by_its_bound() {
        assertThat(counts.open("ann", "acme")).isTrue();
        assertThat(counts.open("ann", "acme")).isTrue();
        refuses("ann", "other", "2 streams are open by this credential: must be at most 2");
        assertThat(counts.open("bob", "acme")).isTrue();
        refuses("eve", "acme", "3 streams are open of this account");
        assertThat(counts.open("bob", "other")).isTrue();
        refuses("eve", "third", "4 streams are open at this server");
        assertThat(counts.open()).isEqualTo(4);
    }

    @Test void a_closed_stream_makes_room() {
        counts.open("ann", "acme");
        counts.open("ann", "acme");
        counts.close("ann", "acme");

        assertThat(counts.open("ann", "other")).isTrue();
        assertThat(counts.open()).isEqualTo(2);
    }
}
