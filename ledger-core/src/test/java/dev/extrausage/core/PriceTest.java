package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cost of a request: exact in pico-USD, rounded once, half to even (M2). */
class PriceTest {
    private static final long MOST = Price.MAX_PICO_PER_TOKEN;
    private static final long SEED = 20260110;

    @ParameterizedTest
    @CsvSource({"499, 0", "500, 0", "501, 1", "999, 1", "1499, 1", "1500, 2", "1501, 2", "2500, 2",
        "2501, 3", "3500, 4"})
    void half_a_nano_goes_to_the_even_one(long pico, long nanos) {
        assertThat(cost(new Price(1, 0, 0, 0, 0), usage(pico, 0, 0, 0, 0))).isEqualTo(nanos);
    }

    @Test void a_request_is_rounded_once_not_by_kind_of_token() {
        Price price = new Price(400, 400, 400, 400, 400);
        assertThat(cost(price, usage(1, 1, 1, 1, 1))).isEqualTo(2);
        assertThat(cost(price, usage(1, 0, 0, 0, 0))).isZero();
    }

    @Test void each_kind_of_token_has_its_own_price() {
        Price price = new Price(1_000, 10_000, 100_000, 1_000_000, 10_000_000);
        assertThat(cost(price, usage(1, 2, 3, 4, 5))).isEqualTo(54_321);
    }

    @Test void the_examples_prices_cost_what_the_page_says() {
        Price opus = Catalogs.example().versions().get(0).prices().price("claude-opus-4-5");
        assertThat(cost(opus, usage(1_000_000, 0, 0, 0, 0))).isEqualTo(5 * Money.NANOS_PER_USD);
        assertThat(cost(opus, usage(0, 1_000_000, 0, 0, 0))).isEqualTo(25 * Money.NANOS_PER_USD);
        assertThat(cost(opus, usage(0, 0, 1_000_000, 0, 0))).isEqualTo(6_250_000_000L);
        assertThat(cost(opus, usage(0, 0, 0, 1_000_000, 0))).isEqualTo(10 * Money.NANOS_PER_USD);
        assertThat(cost(opus, usage(0, 0, 0, 0, 1_000_000))).isEqualTo(500_000_000);
    }

    @Test void every_cost_is_what_exact_arithmetic_says() {
        Random random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            long[] tokens = random.longs(5, 0, 5).map(kind -> tokens(random, (int) kind)).toArray();
            long[] picos = random.longs(5, 0, 5).map(kind -> pico(random, (int) kind)).toArray();
            Price price = new Price(picos[0], picos[1], picos[2], picos[3], picos[4]);
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 0; k < 5; k++) {
                sum = sum.add(BigDecimal.valueOf(tokens[k]).multiply(BigDecimal.valueOf(picos[k])));
            }
            BigDecimal nanos = sum.movePointLeft(3).setScale(0, RoundingMode.HALF_EVEN);
            boolean fits = nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
            assertThat(cost(price, usage(tokens[0], tokens[1], tokens[2], tokens[3], tokens[4])))
                    .as("%s at %s", tokens, picos)
                    .isEqualTo(fits ? nanos.longValueExact() : PriceBook.TOO_MUCH);
        }
    }

    @Test void the_largest_request_at_the_dearest_price_does_not_wrap() {
        long most = Bounds.MAX_TOKENS;
        Price dearest = new Price(MOST, MOST, MOST, MOST, MOST);
        assertThat(cost(dearest, usage(most, most, most, most, most)))
                .isEqualTo(PriceBook.TOO_MUCH);
        assertThat(cost(new Price(MOST, 0, 0, 0, 0), usage(900_000_000, 0, 0, 0, 0)))
                .isEqualTo(9_000_000_000_000_000_000L);
    }

    @Test void a_price_out_of_bounds_cannot_be_made() {
        assertThatThrownBy(() -> new Price(-1, 0, 0, 0, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Price(0, 0, 0, 0, MOST + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10000000000001").hasMessageContaining("10000000000000");
    }

    private static long cost(Price price, UsageEvent usage) {
        return new PriceBook(Map.of(usage.model(), price)).cost(usage);
    }

    private static long tokens(Random random, int kind) {
        return switch (kind) {
            case 0 -> 0;
            case 1 -> random.nextInt(2_000);
            case 2 -> Bounds.MAX_TOKENS;
            default -> random.nextLong(Bounds.MAX_TOKENS);
        };
    }

    private static long pico(Random random, int kind) {
        return switch (kind) {
            case 0 -> random.nextInt(2_000);
            case 1 -> random.nextBoolean() ? MOST : 500;
            default -> random.nextLong(100_000_000);
        };
    }

    private static UsageEvent usage(long in, long out, long write, long write1h, long read) {
        long at = Happening.millis(Scenario.FIRST_TIME);
        return new UsageEvent(Happening.id(at, 1), "acme", null, at, "cursor", null, "model",
                in, out, write, write1h, read);
    }
}
