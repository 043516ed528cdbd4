package dev.extrausage.api.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.access.Role;
import dev.extrausage.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcFileTest {
    @TempDir private Path folder;

    @Test
    void the_least_that_a_file_has_to_say() throws IOException {
        OidcSettings settings = read("""
                {"issuer": "https://id.example", "audience": "https://ledger.example",
                 "roles": {"ledger-support": "support"}}
                """);

        assertThat(settings.algorithms()).isEqualTo(OidcSettings.USUAL_ALGORITHMS);
        assertThat(settings.claims()).isEqualTo(OidcSettings.Claims.USUAL);
        assertThat(settings.roles()).isEqualTo(Map.of("ledger-support", Role.SUPPORT));
        assertThat(settings.client()).isNull();
    }

    @Test
    void all_that_a_file_may_say() throws IOException {
        OidcSettings settings = read("""
                {"issuer": "https://id.example/realm", "audience": "x", "algorithms": ["ES256"],
                 "claims": {"name": "email", "role": "realm_access.roles"},
                 "roles": {"b": "finance", "a": "operator"},
                 "client": {"id": "ledger", "secret_file": "/run/secret",
                   "redirect_uri": "https://ledger.example/sign-in/done",
                   "scope": "openid email", "session_minutes": 60}}
                """);

        assertThat(settings.algorithms()).isEqualTo(Set.of("ES256"));
        assertThat(settings.claims()).isEqualTo(new OidcSettings.Claims(
                "email", "realm_access.roles", "account_id", "member_id"));
        assertThat(settings.roles().keySet()).containsExactly("b", "a");
        assertThat(settings.client().session()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.client().scope()).isEqualTo("openid email");
        assertThat(settings.client().secretFile()).isEqualTo(Path.of("/run/secret"));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"issuer\": \"https://id.example\"} | roles is missing",
        "{\"issuer\": \"http://id.example\", \"roles\": {\"a\": \"support\"}} | issuer is",
        "{\"issuer\": \"https://id.example\", \"roles\": {\"a\": \"support\"}} | both missing",
        "{\"issuer\": \"https://id.example\", \"roles\": {\"a\": \"root\"}} | roles.a is \"root\"",
        "{\"issuer\": \"https://id.example\", \"roles\": {}} | must each have at least one",
        "{\"issuer\": \"https://id.example\", \"rolls\": {}} | unknown field \"rolls\"",
        "not json | is not JSON"})
    void a_wrong_file_is_refused_by_its_name(String text, String fault) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BadInput.class)
                .hasMessageStartingWith(folder.resolve("oidc.json") + ": ")
                .hasMessageContaining(fault);
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> OidcFile.read(folder.resolve("none")))
                .isInstanceOf(BadInput.class)
                .hasMessage(folder.resolve("none") + " cannot be read: there is no such file");
    }

    private OidcSettings read(String text) throws IOException {
        return OidcFile.read(Files.writeString(folder.resolve("oidc.json"), text));
    }
}
