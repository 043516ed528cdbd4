package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as text (section 4). */
class UtcTimeTest {
    @ParameterizedTest
    @CsvSource({"1970-01-01T00:00:00Z,0", "2026-01-31T09:00:00Z,1769850000000",
        "2026-01-31T09:00:00.1Z,1769850000100", "2026-01-31T09:00:00.12Z,1769850000120",
        "2026-01-31T09:00:00.123Z,1769850000123", "2026-01-31T09:00:00.123999999Z,1769850000123",
        "2024-02-29T23:59:59.9999Z,1709251199999", "1999-12-31T23:59:59.9Z,946684799900"})
    void a_time_is_read_and_cut_to_the_millisecond(String text, long millis) {
        assertThat(UtcTime.parse("at", text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2026-01-31", "2026-01-31T09:00Z", "2026-01-31T09:00:00",
        "2026-01-31T09:00:00z", "2026-01-31t09:00:00Z", "2026-01-31 09:00:00Z",
        "2026-01-31T09:00:00+00:00", "2026-01-31T09:00:00.Z", "2026-01-31T09:00:00.1234567890Z",
        "2026-01-31T09:00:00,1Z", "2026-1-31T09:00:00Z", " 2026-01-31T09:00:00Z",
        "2026-01-31T09:00:00Z ", "+2026-01-31T09:00:00Z", "-026-01-31T09:00:00Z",
        "2026-01-31T09:00:00Z\n", "٢٠٢٦-01-31T09:00:00Z", "1769850000000"})
    void another_form_is_refused_with_field_value_and_form(String text) {
        assertThatThrownBy(() -> UtcTime.parse("occurred_at", text)).isInstanceOf(BadInput.class)
                .hasMessageStartingWith("occurred_at is ")
                .hasMessageContaining("YYYY-MM-DDThh:mm:ss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-31T24:00:00Z",
        "2026-01-31T23:60:00Z", "2026-06-30T23:59:60Z"})
    void a_time_that_does_not_exist_is_a_bad_input(String text) {
        assertThatThrownBy(() -> UtcTime.parse("occurred_at", text)).isInstanceOf(BadInput.class)
                .hasMessageContaining(text);
    }

    @Test void an_absent_time_is_a_bad_input() {
        assertThatThrownBy(() -> UtcTime.parse("occurred_at", null)).isInstanceOf(BadInput.class)
                .hasMessageContaining("occurred_at");
    }

    @Test void a_time_is_written_to_the_millisecond_and_read_back(@Seed long seed) {
        assertThat(UtcTime.format(1_769_850_000_000L)).isEqualTo("2026-01-31T09:00:00.000Z");
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long millis = random.nextLong(Bounds.MIN_TIME, Bounds.TIME_END);
            assertThat(UtcTime.parse("at", UtcTime.format(millis))).isEqualTo(millis);
            assertThat(Instant.parse(UtcTime.format(millis)).toEpochMilli()).isEqualTo(millis);
        }
    }
}
