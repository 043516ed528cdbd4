package dev.extrausage.api.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The problem of one item with a number that is out of its bounds (API 1). */
class UsageItemTest {
    private static final List<String> COUNTS = List.of(
            "1000000001", "9223372036854775808", "1" + "0".repeat(39), "-9223372036854775809");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "input_tokens       | 'input_tokens': N",
        "output_tokens      | 'input_tokens': 1, 'output_tokens': N",
        "cache_read_tokens  | 'input_tokens': 1, 'output_tokens': 1, 'cache_read_tokens': N",
        "units.web_search   | 'input_tokens': 1, 'output_tokens': 1, 'units': {'web_search': N}"
    })
    void a_number_of_many_digits_is_told_its_fields_bound(String field, String numbers) {
        for (String count : COUNTS) {
            String item = ("{'account_id': 'ada', 'app': 'cursor', 'model': 'm', "
                    + numbers.replace("N", count) + "}").replace('\'', '"');
            BatchItem read = BatchReader.single(item.getBytes(StandardCharsets.UTF_8)).get(0);

            assertThatThrownBy(() -> UsageItem.of(read)).isInstanceOf(Problem.class).hasMessage(
                    field + " is \"" + count + "\": must be an integer from 0 to 1000000000.");
        }
    }

    @ParameterizedTest
    @CsvSource({"41", "100000"})
    void a_number_of_too_many_digits_is_shown_cut(int digits) {
        String item = "{\"input_tokens\": " + "9".repeat(digits) + "}";
        BatchItem read = BatchReader.single(item.getBytes(StandardCharsets.UTF_8)).get(0);

        assertThat(read.fault()).hasMessage("input_tokens is " + "9".repeat(40)
                + "...: must be an integer of at most 40 digits.");
    }
}
