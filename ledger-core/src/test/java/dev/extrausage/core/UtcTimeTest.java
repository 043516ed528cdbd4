package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
    @Test
    void times_are_written_and_read_as_the_platform_does() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        DateTimeFormatter platform =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(-4_000_000_000_000L, 300_000_000_000_000L);
            String text = platform.format(Instant.ofEpochMilli(millis));

            assertThat(UtcTime.format(millis)).as("seed %d: %d", seed, millis).isEqualTo(text);
            if (text.length() == "2026-01-01T00:00:00.000Z".length()) {
                assertThat(UtcTime.parse("at", text)).as("seed %d", seed).isEqualTo(millis);
            }
        }
    }

    @Test
    void digits_past_the_millisecond_are_cut_and_missing_ones_are_zero() {
        assertThat(UtcTime.parse("at", "1970-01-01T00:00:01Z")).isEqualTo(1000);
        assertThat(UtcTime.parse("at", "1970-01-01T00:00:00.5Z")).isEqualTo(500);
        assertThat(UtcTime.parse("at", "1970-01-01T00:00:00.05Z")).isEqualTo(50);
        assertThat(UtcTime.parse("at", "1970-01-01T00:00:00.999999999Z")).isEqualTo(999);
        assertThat(UtcTime.parse("at", "2028-02-29T23:59:59.001Z")).isEqualTo(1835481599001L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "2026-01-01", "2026-01-01T00:00Z", "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00.5z",
        "2026-01-01t00:00:00Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00.0000000000Z",
        "2026-01-01T00:00:00+00:00", "+2026-01-01T00:00:00Z", "2026-1-01T00:00:00Z",
        "2026-01-01T00:00:00.5.5Z", "2026-01-01T00:00:0\u0660Z", "20260101T000000Z", " 2026-01-01T00:00:00Z"})
    void another_form_is_refused(String text) {
        assertThatThrownBy(() -> UtcTime.parse("at", text)).isInstanceOf(BadInput.class)
                .hasMessage("at is " + BadInput.shown(text)
                        + ": must be a time in UTC, YYYY-MM-DDThh:mm:ss[.f]Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-29T00:00:00Z", "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z"})
    void a_time_that_does_not_exist_is_refused(String text) {
        assertThatThrownBy(() -> UtcTime.parse("at", text)).isInstanceOf(BadInput.class)
                .hasMessage("at is \"" + text + "\": must be a time that exists");
    }
}
