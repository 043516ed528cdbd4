package dev.extrausage.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {
    @Test void a_body_may_hold_any_character_even_the_replacement_one() {
        String body = "{\"note\":\"Zürich \uFFFD 🙂\"}";
        assertThat(JsonBody.parse(body.getBytes(StandardCharsets.UTF_8)).get("note").textValue())
                .isEqualTo("Zürich \uFFFD 🙂");
    }

    @Test void bytes_that_are_no_utf8_are_refused() {
        byte[] latin = "{\"note\":\"Zürich\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> JsonBody.parse(latin)).isInstanceOf(Problem.class)
                .hasMessage("The body is not valid UTF-8.");
    }

    @Test void what_is_written_by_pieces_is_read_as_it_was() {
        byte[] written = JsonBody.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("text", "\"\n€");
            json.writeStringField("none", null);
            json.writeNumberField("number", Long.MAX_VALUE);
            json.writeEndObject();
        });
        assertThat(written).isEqualTo(JsonBody.bytes(JsonBody.parse(written)));
        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(
                "{\"text\":\"\\\"\\n€\",\"none\":null,\"number\":9223372036854775807}");
    }

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
        "' ',1", "x,500", "\\ud83d\\ude42,500"})
    void a_note_within_the_ledgers_bounds_is_taken(String character, int times) {
        assertThat(note(character.repeat(times))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x,0", "x,501", "\\ud83d\\ude42,501", "\\n,1", "\\u0085,1", "\\ud83d,1",
        "\\ude42\\ud83d,1"})
    void a_note_that_cannot_be_kept_as_it_is_is_refused(String character, int times) {
        assertThatThrownBy(() -> note(character.repeat(times))).isInstanceOf(Problem.class)
                .hasMessageStartingWith("note is \"").hasMessageContaining("1 to 500 Unicode");
    }

    private static String note(String escaped) {
        return JsonBody.object(("{\"note\":\"" + escaped + "\"}")
                .getBytes(StandardCharsets.UTF_8), "note").note("note");
    }
}
