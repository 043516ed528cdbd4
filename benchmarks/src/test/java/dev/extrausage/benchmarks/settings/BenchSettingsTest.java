package dev.extrausage.benchmarks.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchSettingsTest {
    @Test void an_option_out_of_bounds_is_refused_by_name() {
        assertThatThrownBy(() -> settings(0, 0.67, 0.01, 4))
                .hasMessage("--accounts is 0: must be 1 to 10000000");
        assertThatThrownBy(() -> settings(1, -1, 0.01, 4))
                .hasMessage("--skew is -1.0: must be 0 to 3.0");
        assertThatThrownBy(() -> settings(1, Double.NaN, 0.01, 4))
                .hasMessage("--skew is NaN: must be 0 to 3.0");
        assertThatThrownBy(() -> settings(1, 0, 1, 4))
                .hasMessage("--duplicates is 1.0: must be 0 to 0.9");
        assertThatThrownBy(() -> settings(1, 0, 0, 65))
                .isInstanceOf(BadSetting.class)
                .hasMessage("--partitions is 65: must be 1 to 64");
    }

    @Test void equal_work_needs_the_ledger_beside_it() {
        assertThatThrownBy(() -> new BenchSettings(1, 0, 0, 1, 1, 100, 1_000, 0, 1, 256, 1,
                Path.of("x"), Set.of(Contender.EQUAL_WORK)))
                .hasMessageStartingWith("--contenders is equal-work: must be beside ledger");
    }

    @Test void every_contender_has_its_name_in_options() {
        assertThat(Contender.named("equal-work")).contains(Contender.EQUAL_WORK);
        assertThat(Contender.EQUAL_WORK.json()).isEqualTo("equal_work");
        assertThat(Contender.named("EQUAL_WORK")).isEmpty();
    }

    private static BenchSettings settings(
            int accounts, double skew, double duplicates, int partitions) {
        return new BenchSettings(accounts, skew, duplicates, partitions, 1, 100, 1_000, 0, 1, 256,
                1, Path.of("x"), Set.of(Contender.LEDGER));
    }
}
