package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts are exact or saturate, and never wrap (M1). */
class MoneyTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final BigInteger BIG_MAX = BigInteger.valueOf(MAX);

    @Test void sums_and_products_are_exact_or_saturate(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            long a = any(random);
            long b = any(random);
            BigInteger sum = big(a).add(big(b));
            assertThat(Money.overflows(a, b)).isEqualTo(sum.compareTo(BIG_MAX) > 0);
            assertThat(Money.saturatingAdd(a, b)).isEqualTo(sum.min(BIG_MAX).longValueExact());
            assertThat(Money.saturatingMultiply(a, b))
                    .isEqualTo(big(a).multiply(big(b)).min(BIG_MAX).longValueExact());
        }
    }

    @Test void percentages_compare_in_128_bits(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            long whole = any(random);
            long part = random.nextBoolean() ? any(random) : nearPercent(random, whole);
            for (int percent : new int[] {75, 90, 100}) {
                boolean reached = big(part).multiply(big(100))
                        .compareTo(big(whole).multiply(big(percent))) >= 0;
                assertThat(Money.reachesPercent(part, whole, percent))
                        .as("%s of %s, %s %%", part, whole, percent).isEqualTo(reached);
            }
        }
    }

    @Test void percentages_are_exact_at_the_very_end_of_a_long() {
        assertThat(Money.reachesPercent(MAX, MAX, 100)).isTrue();
        assertThat(Money.reachesPercent(MAX - 1, MAX, 100)).isFalse();
        assertThat(Money.reachesPercent(0, 0, 100)).isTrue();
    }

    @Test void whole_dollars_are_rounded_up_and_saturate(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long nanos = any(random);
            BigInteger usd = new BigDecimal(nanos).movePointLeft(9)
                    .setScale(0, RoundingMode.UP).movePointRight(9).toBigIntegerExact();
            assertThat(Money.roundedUpToWholeUsd(nanos))
                    .isEqualTo(usd.min(BIG_MAX).longValueExact());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, $0", "1, $0.000000001", "10000000, $0.01", "500000000, $0.50",
        "1000000000, $1", "1050000000, $1.05", "1234567891, $1.234567891", "1230000000, $1.23",
        "1230000001, $1.230000001", "1234500000, $1.2345", "9223372036854775807, "
        + "$9223372036.854775807", "-1, -$0.000000001", "-5000000000, -$5",
        "-1500000000, -$1.50", "-9223372036854775808, -$9223372036.854775808"})
    void an_amount_is_formatted_for_people_and_never_rounded(long nanos, String text) {
        assertThat(Money.format(nanos)).isEqualTo(text);
    }

    private static long any(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(3);
            case 1 -> MAX - random.nextInt(3);
            case 2 -> random.nextLong() >>> 33;
            default -> random.nextLong() >>> 1;
        };
    }

    private static long nearPercent(Random random, long whole) {
        int percent = new int[] {75, 90, 100}[random.nextInt(3)];
        long exact = big(whole).multiply(big(percent)).divide(big(100)).longValueExact();
        return Math.max(0, exact == MAX ? exact : exact + random.nextInt(3) - 1);
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
