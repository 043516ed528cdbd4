package dev.extrausage.api.access.browser;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.access.Head;
import dev.extrausage.api.http.Problem;
import dev.extrausage.core.BadInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostListTest {
    private final HostList local = new HostList(HostList.LOCAL);

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "LocalHost:9", "127.0.0.1:8080",
        "[::1]:8080", "[::1]", "localhost."})
    void a_name_of_this_machine_is_served_on_any_port(String host) {
        assertThatCode(() -> local.check(Head.of("GET").with("Host", host).head()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example",
        "127.0.0.1.evil.example", "127.0.0.2", "2130706433", "localhost:", "localhost:x",
        "localhost:8080:80", "localhost@evil.example", "localhost, evil.example", " ", "",
        "[::1", "::1", "löcalhost", "localhost\u0000", "localhost/x", "xlocalhost"})
    void a_rebound_or_malformed_name_is_refused(String host) {
        assertThatThrownBy(() -> local.check(Head.of("GET").with("Host", host).head()))
                .isInstanceOf(Problem.class).hasMessageContaining("is not served here");
    }

    @Test
    void a_request_needs_one_host() {
        assertThatThrownBy(() -> local.check(Head.of("GET").head()))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> local.check(Head.of("GET").with("Host", "localhost")
                .with("Host", "localhost").head())).isInstanceOf(Problem.class);
    }

    @Test
    void a_list_has_names_without_ports() {
        HostList ours = new HostList(List.of("Ledger.Example"));

        assertThatCode(() -> ours.check(Head.of("GET").with("Host", "ledger.example:443").head()))
                .doesNotThrowAnyException();
        for (String wrong : List.of("ledger.example:443", "https://ledger.example", "*", "")) {
            assertThatThrownBy(() -> new HostList(List.of(wrong))).isInstanceOf(BadInput.class);
        }
    }
}
