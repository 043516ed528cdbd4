package dev.extrausage.benchmarks.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.extrausage.benchmarks.report.Spread;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RestoreResultTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    @Test void what_a_restore_adds_is_told_for_a_million_accounts() {
        RestoreResult half = result(500_000, 1_000_000, 2, 5);

        assertThat(half.added()).isEqualTo(3, EXACTLY);
        assertThat(half.addedPerMillionAccounts()).isEqualTo(6, EXACTLY);
    }

    @Test void what_more_ids_add_is_told_for_100_million() {
        RestoreResult before = result(500_000, 1_000_000, 2, 5);
        RestoreResult after = result(500_000, 11_000_000, 2, 6);

        assertThat(after.addedPer100MillionIds(before)).isEqualTo(10, EXACTLY);
    }

    @Test void a_restore_that_is_lost_in_the_noise_adds_nothing() {
        assertThat(result(1_000, 1_000, 2.1, 2.0).added()).isZero();
    }

    private static RestoreResult result(long accounts, long ids, double kept, double wiped) {
        return new RestoreResult(accounts, ids, Spread.of(List.of(kept)),
                Spread.of(List.of(wiped)), Map.of());
    }
}
