package dev.extrausage.api.access.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.access.Head;
import dev.extrausage.api.http.Problem;
import dev.extrausage.core.BadInput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserRulesTest {
    @Test
    void session_cookies_are_for_our_own_pages_and_no_script() {
        SessionCookie plain = SessionCookie.of(Head.of("GET").head());
        SessionCookie underTls = SessionCookie.of(Head.of("GET").byTls().head());

        assertThat(plain.set("euls_x", Duration.ofMinutes(30))).isEqualTo(
                "eul_session=euls_x; Path=/; Max-Age=1800; HttpOnly; SameSite=Strict");
        assertThat(underTls.set("euls_x", Duration.ofMinutes(30))).isEqualTo(
                "__Host-eul_session=euls_x; Path=/; Max-Age=1800; HttpOnly; SameSite=Strict;"
                        + " Secure");
        assertThat(plain.clear()).isEqualTo(
                "eul_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    }

    @Test
    void a_sign_ins_cookie_comes_back_from_another_site() {
        assertThat(SessionCookie.ofSignIn(Head.of("GET").byTls().head())
                .set("s", Duration.ofMinutes(10))).isEqualTo("__Host-eul_sign_in=s; Path=/;"
                        + " Max-Age=600; HttpOnly; SameSite=Lax; Secure");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "eul_session=a              | a", "x=1; eul_session=a; y=2 | a",
        "eul_session=               | ''", "xeul_session=a           | -",
        "__Host-eul_session=a       | -", "eul_session_=a           | -",
        "=;;; eul_session           | -", "EUL_SESSION=a            | -"})
    void a_cookie_is_found_by_its_whole_name(String header, String value) {
        assertThat(SessionCookie.of(Head.of("GET").head())
                .in(Head.of("GET").with("Cookie", header).head()).orElse(null)).isEqualTo(value);
    }

    @Test
    void two_cookies_of_one_name_are_refused() {
        SessionCookie cookie = SessionCookie.of(Head.of("GET").head());

        assertThatThrownBy(() -> cookie.in(Head.of("GET")
                .with("Cookie", "eul_session=a; eul_session=b").head()))
                .isInstanceOf(Problem.class).hasMessageNotContaining("=");
        assertThatThrownBy(() -> cookie.in(Head.of("GET").with("Cookie", "eul_session=a")
                .with("Cookie", "eul_session=b").head())).isInstanceOf(Problem.class);
    }

    @Test
    void under_tls_a_cookie_without_its_prefix_is_nobodys() {
        assertThat(SessionCookie.of(Head.of("GET").byTls().head()).in(Head.of("GET").byTls()
                .with("Cookie", "eul_session=a").head())).isEmpty();
    }

    @Test
    void pages_load_from_us_alone_and_are_framed_by_nobody() {
        assertThat(new SecurityHeaders(List.of()).of(false, "https://a.example"))
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("X-Frame-Options", "DENY")
                .doesNotContainKey("Strict-Transport-Security")
                .doesNotContainKey("Access-Control-Allow-Origin")
                .hasEntrySatisfying("Content-Security-Policy", policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self'; ")
                        .endsWith("frame-ancestors 'none'").doesNotContain("unsafe"));
    }

    @Test
    void a_page_is_framed_by_those_of_the_setting() {
        SecurityHeaders headers = new SecurityHeaders(
                List.of("https://b.example:8443", "https://a.example"));

        assertThat(headers.of(true, null)).containsKey("Strict-Transport-Security")
                .doesNotContainKey("X-Frame-Options")
                .hasEntrySatisfying("Content-Security-Policy", policy -> assertThat(policy)
                        .endsWith("frame-ancestors 'self' https://a.example"
                                + " https://b.example:8443"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example", "https://a.example/", "https://a.example; script-src *",
        "https://a b", "javascript:x", "'unsafe-inline'", ""})
    void what_is_no_origin_never_gets_into_the_policy(String origin) {
        assertThatThrownBy(() -> new SecurityHeaders(List.of(origin)))
                .isInstanceOf(BadInput.class);
    }

    @ParameterizedTest(name = "[{index}] {0} tls {1} proxy {2} keys {3}")
    @CsvSource(value = {
        "127.0.0.1,   false, false, false,", "::1,         false, false, false,",
        "localhost,   false, false, false,", "127.8.9.1,   false, false, false,",
        "0.0.0.0,     true,  false, true,",  "0.0.0.0,     false, true,  true,",
        "0.0.0.0,     false, false, true,  without TLS", "::,      false, false, true, without TLS",
        "192.0.2.1,   false, false, true,  without TLS", "'',      false, false, true, without TLS",
        "0.0.0.0,     true,  false, false, no way yet",  "0.0.0.0, false, true, false, no way yet",
        "no.such.host.invalid, false, false, true, without TLS"})
    void beyond_this_machine_only_by_tls_and_with_keys(
            String host, boolean tls, boolean proxy, boolean keys, String refusal) {
        String said = new SafeStart(host, tls, proxy, keys).refusal().orElse("");

        if (refusal == null) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).contains(refusal).contains("127.0.0.1").endsWith(".");
        }
    }
}
