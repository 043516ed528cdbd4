package dev.extrausage.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void a_cursor_is_read_as_it_was_written() {
        Cursor cursor = Cursor.of("41", "acct-7");

        Cursor read = Cursor.parse(cursor.toString());

        assertThat(read).isEqualTo(cursor);
        assertThat(read.number(0)).isEqualTo(41);
        assertThat(read.text(1)).isEqualTo("acct-7");
        assertThatThrownBy(() -> read.number(1)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> read.text(2)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "!!", "AA", "_w", "MQo\u00e4", "99999999999999999999="})
    void a_cursor_made_up_is_refused(String text) {
        assertThatThrownBy(() -> Cursor.parse(text).number(0)).isInstanceOf(Problem.class);
    }
}
