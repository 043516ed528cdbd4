package dev.extrausage.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    @Test
    void only_lf_ends_a_line_and_the_last_needs_none() throws IOException {
        assertThat(lines("a\r\nb\rc\n\n\u2028d"))
                .containsExactly("1 a\r", "2 b\rc", "3 blank", "4 \u2028d");
        assertThat(lines("a\n")).containsExactly("1 a");
        assertThat(lines("\n")).containsExactly("1 blank");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void a_line_of_spaces_tabs_and_cr_is_blank() throws IOException {
        String wide = " \t\r".repeat(EventJson.MAX_BYTES);

        assertThat(lines(wide + "\n\f\nx")).containsExactly("1 blank", "2 \f", "3 x");
    }

    @Test
    void an_overlong_line_keeps_one_byte_too_many() throws IOException {
        String text = "x".repeat(3 * EventJson.MAX_BYTES) + "\ny";
        JsonLines lines = new JsonLines(stream(text));

        assertThat(lines.next()).isTrue();
        assertThat(lines.length()).isEqualTo(EventJson.MAX_BYTES + 1);
        assertThat(lines.next()).isTrue();
        assertThat(lines.number()).isEqualTo(2);
        assertThat(text(lines)).isEqualTo("y");
    }

    @Test
    void lines_are_the_same_however_the_bytes_arrive() throws IOException {
        String text = "first\n\n" + "long".repeat(5000) + "\n \nlast";

        assertThat(read(new OneByteAtATime(text))).isEqualTo(lines(text));
    }

    /** A pipe whose writer is slow. */
    private static final class OneByteAtATime extends InputStream {
        private final InputStream all;

        OneByteAtATime(String text) {
            all = stream(text);
        }

        @Override
        public int read() throws IOException {
            return all.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return all.read(into, offset, 1);
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(String text) throws IOException {
        return read(stream(text));
    }

    private static List<String> read(InputStream in) throws IOException {
        List<String> read = new ArrayList<>();
        JsonLines lines = new JsonLines(in);
        while (lines.next()) {
            read.add(lines.number() + " " + (lines.isBlank() ? "blank" : text(lines)));
        }
        return read;
    }

    private static String text(JsonLines lines) {
        return new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8);
    }
}
