package dev.extrausage.api.access.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.extrausage.api.access.Head;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteTest {
    private final CrossSite check = new CrossSite(List.of("https://Ledger.example"));

    @ParameterizedTest(name = "[{index}] {0} {1} {2}")
    @CsvSource(nullValues = "-", value = {
        "same-origin, -,                        localhost:8080",
        "none,        -,                        localhost:8080",
        "-,           http://localhost:8080,    localhost:8080",
        "-,           http://LOCALHOST:8080,    localhost:8080",
        "-,           http://localhost,         localhost:80",
        "-,           http://localhost,         localhost",
        "same-site,   http://localhost:8080,    localhost:8080",
        "-,           https://ledger.example,   inside:8080"})
    void what_our_own_page_sends_may_change_something(String site, String origin, String host) {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            assertThatCode(() -> check.check(Head.of(method).with("Sec-Fetch-Site", site)
                    .with("Origin", origin).with("Host", host).head()))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest(name = "[{index}] {0} {1} {2}")
    @CsvSource(nullValues = "-", value = {
        "-,           -,                        localhost:8080",
        "cross-site,  -,                        localhost:8080",
        "same-site,   -,                        localhost:8080",
        "SAME-ORIGIN, -,                        localhost:8080",
        "-,           null,                     localhost:8080",
        "-,           https://localhost:8080,   localhost:8080",
        "-,           http://localhost:8081,    localhost:8080",
        "-,           http://evil.example,      localhost:8080",
        "cross-site,  http://evil.example,      localhost:8080",
        "-,           http://localhost:8080.evil.example, localhost:8080",
        "-,           http://ledger.example,    inside:8080"})
    void what_another_site_sends_may_change_nothing(String site, String origin, String host) {
        Problem refusal = catchThrowableOfType(Problem.class, () -> check.check(Head.of("POST")
                .with("Sec-Fetch-Site", site).with("Origin", origin).with("Host", host).head()));

        assertThat(refusal.code()).isEqualTo(ProblemCode.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void what_only_reads_may_come_from_anywhere(String method) {
        assertThatCode(() -> check.check(Head.of(method).with("Host", "localhost")
                .with("Sec-Fetch-Site", "cross-site").head())).doesNotThrowAnyException();
    }

    @Test
    void under_tls_our_origin_is_https() {
        assertThatCode(() -> check.check(Head.of("POST").byTls().with("Host", "a.example:443")
                .with("Origin", "https://a.example").head())).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(Problem.class, () -> check.check(Head.of("POST").byTls()
                .with("Host", "a.example").with("Origin", "http://a.example").head())))
                .isNotNull();
    }

    @Test
    void two_origins_are_none() {
        assertThat(catchThrowableOfType(Problem.class, () -> check.check(Head.of("POST")
                .with("Host", "localhost").with("Origin", "http://localhost")
                .with("Origin", "http://evil.example").head()))).isNotNull();
        assertThat(catchThrowableOfType(Problem.class, () -> check.check(Head.of("POST")
                .with("Host", "localhost").with("Sec-Fetch-Site", "cross-site")
                .with("Sec-Fetch-Site", "same-origin").head()))).isNotNull();
    }
}
