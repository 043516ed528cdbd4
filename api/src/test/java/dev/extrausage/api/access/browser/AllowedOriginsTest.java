package dev.extrausage.api.access.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.access.Head;
import dev.extrausage.core.BadInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {
    private static final AllowedOrigins SHOP =
            new AllowedOrigins(List.of("https://Shop.example:443", "http://localhost:3000",
                    "http://[::1]:8080"));

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example", "http://localhost:3000", "http://[::1]:8080"})
    void a_page_of_the_list_may_read_an_answer(String origin) {
        assertThat(SHOP.headers(origin)).containsEntry("Access-Control-Allow-Origin", origin)
                .containsEntry("Vary", "Origin")
                .hasEntrySatisfying("Access-Control-Expose-Headers", exposed -> assertThat(
                        exposed.split(", ")).contains(
                        "ETag", "X-Request-Id", "Location", "Retry-After"))
                .doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(SHOP.isPreflight(preflight(origin).head())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example.evil.example", "http://shop.example",
        "https://shop.example:8443", "https://a.shop.example", "null", "*", ""})
    void no_other_page_is_told_anything(String origin) {
        assertThat(SHOP.headers(origin)).containsOnlyKeys("Vary");
        assertThat(SHOP.isPreflight(preflight(origin).head())).isFalse();
        assertThat(AllowedOrigins.NONE.headers("https://shop.example")).isEmpty();
    }

    @Test
    void an_ordinary_request_is_no_preflight() {
        assertThat(SHOP.isPreflight(
                Head.of("OPTIONS").with("Origin", "https://shop.example").head())).isFalse();
        assertThat(SHOP.isPreflight(Head.of("GET").with("Origin", "https://shop.example")
                .with("Access-Control-Request-Method", "PUT").head())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.shop.example", "https://shop.example/", "shop.example",
        "null", "https://shop.example, https://b.example", "https://a b", ""})
    void what_is_no_exact_origin_is_refused(String origin) {
        assertThatThrownBy(() -> new AllowedOrigins(List.of(origin))).isInstanceOf(BadInput.class)
                .hasMessageContaining("without a path or a wildcard");
    }

    @Test
    void scripts_of_ours_load_elsewhere_only_for_an_allowed_origin() {
        String policy = "Cross-Origin-Resource-Policy";
        assertThat(new SecurityHeaders(List.of(), SHOP).of(false, null))
                .containsEntry(policy, "cross-origin").containsEntry("Vary", "Origin");
        assertThat(new SecurityHeaders(List.of()).of(false, null))
                .containsEntry(policy, "same-origin").doesNotContainKey("Vary");
    }

    private static Head preflight(String origin) {
        return Head.of("OPTIONS").with("Origin", origin)
                .with("Access-Control-Request-Method", "PUT");
    }
}
