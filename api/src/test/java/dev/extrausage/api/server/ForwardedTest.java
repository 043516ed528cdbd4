package dev.extrausage.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "203.0.113.1 | 203.0.113.1",
        "10.0.0.1, 203.0.113.1 | 203.0.113.1",
        "203.0.113.1:50123 | 203.0.113.1",
        "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
        "[2001:DB8::7]:50123 | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7] | 2001:db8:0:0:0:0:0:7",
        "::ffff:203.0.113.1 | 203.0.113.1",
        "unknown | unknown",
        "a.example | a.example",
        "1::2::3 | 1::2::3",
        ".:1 | .:1"})
    void an_address_has_one_form(String sent, String address) {
        assertThat(Forwarded.address(HttpFields.build().add("X-Forwarded-For", sent)))
                .contains(address);
    }

    @Test
    void the_last_of_several_headers_is_the_proxys() {
        HttpFields headers = HttpFields.build().add("X-Forwarded-For", "10.0.0.1")
                .add("X-Forwarded-For", "10.0.0.2, 203.0.113.1")
                .add("X-Forwarded-Proto", "https").add("X-Forwarded-Proto", "http");

        assertThat(Forwarded.address(headers)).contains("203.0.113.1");
        assertThat(Forwarded.isSecure(headers)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"https, true", "HTTPS, true", "'http, https', true", "'https, http', false",
        "http, false", "'', false"})
    void a_caller_came_by_tls_if_the_proxy_says_so(String sent, boolean secure) {
        assertThat(Forwarded.isSecure(HttpFields.build().add("X-Forwarded-Proto", sent)))
                .isEqualTo(secure);
        assertThat(Forwarded.isSecure(HttpFields.EMPTY)).isFalse();
    }
}
