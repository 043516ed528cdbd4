package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.access.Head;
import dev.extrausage.api.http.Reply;
import org.junit.jupiter.api.Test;

class AccountAgeTest {
    private final AccountAge fresh = new AccountAge(7, 1_000, false);
    private final AccountAge stale = new AccountAge(7, 1_000, true);

    @Test
    void what_is_stale_is_told_again_to_who_has_it() {
        assertThat(fresh.isUnchanged(Head.of("GET").with("If-None-Match", "\"7\"").head()))
                .isTrue();
        assertThat(stale.isUnchanged(Head.of("GET").with("If-None-Match", "\"7\"").head()))
                .isFalse();
        assertThat(fresh.isUnchanged(
                Head.of("GET").with("If-None-Match", "\"3\"").head(), "\"3\"")).isTrue();
        assertThat(stale.isUnchanged(
                Head.of("GET").with("If-None-Match", "\"3\"").head(), "\"3\"")).isFalse();
    }

    @Test
    void no_cache_keeps_an_entry_that_says_it_is_stale() {
        assertThat(fresh.kept(Reply.empty(200)).headers()).doesNotContainKey("Cache-Control");
        assertThat(stale.kept(Reply.empty(200)).headers())
                .containsEntry("Cache-Control", "private, no-store");
    }
}
