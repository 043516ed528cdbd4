package dev.extrausage.api.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.access.keys.SecretToken.Sort;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Seed;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTokenTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @EnumSource
    void a_token_is_read_as_it_was_drawn(Sort sort) {
        SecretToken drawn = SecretToken.draw(sort, RANDOM);

        SecretToken read = SecretToken.parse(sort, drawn.text());

        assertThat(read.id()).isEqualTo(drawn.id());
        assertThat(read.sha256()).isEqualTo(drawn.sha256()).matches("[0-9a-f]{64}");
        assertThat(drawn.text()).hasSizeBetween(53, 54).matches("eul[scp]?_[0-9A-Za-z_]+");
        assertThat(SecretToken.isLikeOne(drawn.text())).isTrue();
        assertThat(SecretToken.isId(drawn.id())).isTrue();
    }

    @Test
    void no_two_tokens_are_alike() {
        Set<String> ids = new HashSet<>();
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            SecretToken token = SecretToken.draw(Sort.KEY, RANDOM);
            ids.add(token.id());
            hashes.add(token.sha256());
        }
        assertThat(ids).hasSize(1_000);
        assertThat(hashes).hasSize(1_000);
    }

    @Test
    void one_wrong_character_is_found_without_a_look_up(@Seed long seed) {
        Random random = new Random(seed);
        String text = SecretToken.draw(Sort.KEY, RANDOM).text();
        for (int at = 4; at < text.length(); at++) {
            char other = text.charAt(at) == 'x' ? 'y' : 'x';
            if (text.charAt(at) != '_') {
                assertRefused(text.substring(0, at) + other + text.substring(at + 1));
            }
            int swapped = 4 + random.nextInt(11);
            StringBuilder swap = new StringBuilder(text);
            swap.setCharAt(swapped, text.charAt(swapped + 1));
            swap.setCharAt(swapped + 1, text.charAt(swapped));
            if (!swap.toString().equals(text)) {
                assertRefused(swap.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eul_", "eul_abc_def", "EUL_000000000000_", "pk_live_1234",
        "eul_000000000000_000000000000000000000000000000é00000",
        "eul_000000000000_000000000000000000000000000000٠00000"})
    void what_is_no_token_is_refused_without_being_repeated(String text) {
        assertRefused(text);
    }

    @Test
    void a_token_with_something_behind_it_is_refused() {
        String text = SecretToken.draw(Sort.KEY, RANDOM).text();

        assertRefused(text + "\n");
        assertRefused(text + "0".repeat(100_000));
        assertRefused(" " + text);
    }

    @Test
    void a_token_is_good_for_its_own_use_alone() {
        SecretToken session = SecretToken.draw(Sort.SESSION, RANDOM);

        assertThatThrownBy(() -> SecretToken.parse(Sort.KEY, session.text()))
                .isInstanceOf(BadInput.class)
                .hasMessage("a session is not good for this: must be a key");
        assertThatCode(() -> SecretToken.parse(Sort.SESSION, session.text()))
                .doesNotThrowAnyException();
    }

    @Test
    void a_token_in_a_message_shows_its_public_part() {
        SecretToken token = SecretToken.draw(Sort.KEY, RANDOM);

        assertThat("refused " + token).isEqualTo("refused eul_" + token.id() + "_…");
    }

    @Test
    void a_hash_matches_its_own_secret_alone() {
        SecretToken token = SecretToken.draw(Sort.KEY, RANDOM);

        assertThat(token.matches(token.sha256())).isTrue();
        assertThat(token.matches(SecretToken.draw(Sort.KEY, RANDOM).sha256())).isFalse();
        assertThat(token.matches("")).isFalse();
        assertThat(token.matches(null)).isFalse();
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> SecretToken.parse(Sort.KEY, text)).isInstanceOf(BadInput.class)
                .satisfies(refusal -> assertThat(text.length() > 12
                        && refusal.getMessage().contains(text.substring(8))).isFalse());
    }
}
