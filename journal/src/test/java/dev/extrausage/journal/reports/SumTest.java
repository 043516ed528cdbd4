package dev.extrausage.journal.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Money;
import dev.extrausage.core.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumTest {
    @Test
    void a_sum_past_a_long_stays_exact() {
        Sum much = Sum.of(Long.MAX_VALUE).plus(Long.MAX_VALUE);

        assertThat(much.toString()).isEqualTo("$18446744073.709551614");
        assertThat(much.negated().decimal()).isEqualTo("-18446744073.709551614");
        assertThat(much.minus(much)).isEqualTo(Sum.ZERO);
    }

    @Test
    void decimals_are_exact_with_cents_at_least() {
        assertThat(Sum.of(20_000_000_000L).decimal()).isEqualTo("20.00");
        assertThat(Sum.of(15_500).decimal()).isEqualTo("0.0000155");
        assertThat(Sum.of(-1).decimal()).isEqualTo("-0.000000001");
        assertThat(Sum.ZERO.decimal()).isEqualTo("0.00");
    }

    @Test
    void sums_read_as_money_reads(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            long nanos = random.nextLong() >>> random.nextInt(63) + 1;
            long round = nanos - nanos % 10_000_000;
            assertThat(Sum.of(nanos)).hasToString(Money.format(nanos));
            assertThat(Sum.of(round)).hasToString(Money.format(round));
            assertThat(Sum.of(-nanos)).hasToString((nanos == 0 ? "" : "-") + Money.format(nanos));
        }
    }
}
