package dev.extrausage.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Spread;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailoverSectionTest {
    private static final Spread GAP = Spread.of(List.of(6.5, 7.04, 9.5));

    @Test void table_has_aim_median_and_worst_gap() {
        Section section = section(Spread.of(List.of(21.0)));

        assertThat(section.tables().get(0).rows()).containsExactly(List.of(
                "a ledger, by kill -9", "10", "7.0", "9.5", "7.0", "21.0", "3.2"));
        assertThat(section.conditions()).contains("1,000,000 accounts", "medians of 3");
        assertThat(section.json().at("/0/gap/max").doubleValue()).isEqualTo(9.5);
    }

    @Test void what_is_not_started_again_has_no_time_until_ready() {
        assertThat(section(null).tables().get(0).rows().get(0).get(5)).isEmpty();
    }

    private static Section section(Spread ready) {
        return FailoverSection.of(new BenchSettings(1_000_000, 0, 0, 4, 1, 100, 1_000, 0, 3, 256, 1,
                Path.of("."), Set.of(Contender.LEDGER)), List.of(new FailoverResult(
                        "a ledger, by kill -9", 10, GAP, GAP, ready, 3.21)));
    }
}
