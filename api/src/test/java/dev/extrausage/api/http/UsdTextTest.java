package dev.extrausage.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsdTextTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.000000001", "4170000000, 4.17", "10000000000, 10", "-1, -0.000000001",
        "-4170000000, -4.17", "9223372036854775807, 9223372036.854775807",
        "-9223372036854775808, -9223372036.854775808"})
    void amounts_are_written_exactly(long nanos, String text) {
        assertThat(UsdText.of(nanos)).isEqualTo(text);
    }

    @Test
    void amounts_are_read_as_they_are_written() {
        for (long nanos : new long[] {0, 1, 10, 4_170_000_000L, 10_000_000_000_000_000L}) {
            assertThat(UsdText.parse("amount_usd", UsdText.of(nanos), 0)).isEqualTo(nanos);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5.00", "05", "+5", "-5", "1e3", ".5", "5.", "0.0000000001", "$5",
        "10000000.000000001", "99999999", "1,000", " 5", "٥", "NaN"})
    void other_forms_are_refused_with_field_value_and_bound(String text) {
        assertThatThrownBy(() -> UsdText.parse("amount_usd", text, 0))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.BAD_REQUEST);
                    assertThat(problem.json().get("field").textValue()).isEqualTo("amount_usd");
                    assertThat(problem.json().hasNonNull("value")).isTrue();
                    assertThat(problem.json().get("bound").textValue()).isNotEmpty();
                });
    }
}
