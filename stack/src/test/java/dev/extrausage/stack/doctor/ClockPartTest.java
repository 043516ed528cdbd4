package dev.extrausage.stack.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor's findings about a broker's clock. */
class ClockPartTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0       | true  | 0.0 s ahead of this machine's
            30000   | true  | 30.0 s ahead of this machine's
            -30000  | true  | 30.0 s behind this machine's
            30001   | false | 30.0 s ahead of this machine's: by itself no harm, since the earlier
            -600000 | false | 600.0 s behind this machine's: usage whose sender is 5 minutes ahead
            """)
    void a_clock_is_well_within_half_a_minute(long aheadMillis, boolean isWell, String says) {
        Diagnosis found = ClockPart.finding(2, aheadMillis);

        assertThat(found.isWell()).isEqualTo(isWell);
        assertThat(found.subject()).isEqualTo("clock of broker 2");
        assertThat(found.says()).startsWith(says);
    }
}
