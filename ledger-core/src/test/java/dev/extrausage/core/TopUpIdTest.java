package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that auto-reload gives to top-ups (A2). */
class TopUpIdTest {
    @Test void an_auto_reloads_name_holds_account_and_sequence() {
        assertThat(TopUpId.ofAutoReload("acme", 3)).isEqualTo("auto:acme:3");
        assertThat(TopUpId.isAutoReload("auto:acme:3")).isTrue();
        assertThat(TopUpId.isAutoReloadOf("acme", "auto:acme:3")).isTrue();
        assertThat(TopUpId.isAutoReloadOf(
                "acme", TopUpId.ofAutoReload("acme", Long.MAX_VALUE))).isTrue();
    }

    @Test void an_auto_reloads_name_belongs_to_one_account() {
        assertThat(TopUpId.isAutoReloadOf("a", "auto:a:1:5")).isFalse();
        assertThat(TopUpId.isAutoReloadOf("a:1", "auto:a:1:5")).isTrue();
        assertThat(TopUpId.isAutoReloadOf("b", "auto:a:1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto:acme:", "auto:acme:0", "auto:acme:01", "auto:acme:-1",
        "auto:acme:1x", "auto:acme:12345678901234567890", "auto:acme", "acme:1", "Auto:acme:1"})
    void a_name_without_a_sequence_is_no_auto_reloads(String topUpId) {
        assertThat(TopUpId.isAutoReloadOf("acme", topUpId)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"manual", "cli-auto:1", "Auto:acme:1", "auto"})
    void a_manual_name_is_not_reserved(String topUpId) {
        assertThat(TopUpId.isAutoReload(topUpId)).isFalse();
    }
}
