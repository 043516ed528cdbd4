package dev.extrausage.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.stack.demo.DemoProgress;
import org.junit.jupiter.api.Test;

class DemoTextTest {
    @Test
    void figures_are_short() {
        assertThat(DemoFigures.usd(0)).isEqualTo("-");
        assertThat(DemoFigures.usd(3_079_999_999L)).isEqualTo("$3.07");
        assertThat(DemoFigures.usd(1_234_567_000_000L)).isEqualTo("$1,234");
        assertThat(DemoFigures.lots(60_000_000_000L, 3)).isEqualTo("$60 (3)");
        assertThat(DemoFigures.used(20_000_000_000L, 5_000_000_000L)).isEqualTo("████░  75%");
    }

    @Test
    void progress_names_day_inputs_and_blocked_requests() {
        assertThat(DemoText.of(new DemoProgress(3, 34, 12_345, 67, 8))).isEqualTo(
                "day  3 of 34      12,345 inputs decided       67 requests blocked   8 s");
    }
}
