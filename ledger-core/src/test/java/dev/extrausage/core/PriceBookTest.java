package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cost of a request: exact in pico-USD, rounded once, half to even (M2). */
class PriceBookTest {
    private static final long MOST = Price.MAX_PICO_PER_TOKEN;
    /** Twice its plain prices above ten tokens read; tiers, units and an alias in odd spellings. */
    private static final PriceBook BOOK = new PriceBook(
            Map.of("Model", new Price(1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000,
                    new Price.LongContext(10, new Price(
                            2_000_000, 4_000_000, 6_000_000, 8_000_000, 10_000_000)))),
            Map.of("model-20260101", "MODEL"),
            Map.of("standard", 10_000, "Batch", 5_000, "free", 0, "priority", 1_000_000),
            Map.of("Web_Search", 10_000_000_000L, "speck", 1L, "gift", 0L));
    private static final PriceBook FINE = new PriceBook(
            Map.of("model", new Price(1_000, 2_000, 0, 0, 0)), Map.of(),
            Map.of("standard", 10_000, "finest", 1), Map.of("speck", 1L));

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

    @Test void the_largest_request_at_the_dearest_price_does_not_wrap() {
        long most = Bounds.MAX_TOKENS;
        Price dearest = new Price(MOST, MOST, MOST, MOST, MOST);
        assertThat(cost(dearest, usage(most, most, most, most, most)))
                .isEqualTo(PriceBook.TOO_MUCH);
        assertThat(cost(new Price(MOST, 0, 0, 0, 0), usage(900_000_000, 0, 0, 0, 0)))
                .isEqualTo(9_000_000_000_000_000_000L);
    }

    @Test void a_cost_past_the_greatest_long_is_none() {
        Price price = new Price(MOST, 1_000, 0, 0, 0);
        assertThat(cost(price, usage(922_337_203, 854_775_807, 0, 0, 0)))
                .isEqualTo(9_223_372_030_854_775_807L);
        PriceBook book = new PriceBook(Map.of("model", price), Map.of(),
                Map.of("standard", 10_000), Map.of("six", 6_000_000_000_000L));
        UsageEvent greatest = with(usage(922_337_203, 854_775_807, 0, 0, 0), null,
                Map.of("six", 1L));
        assertThat(book.cost(greatest)).isEqualTo(Long.MAX_VALUE);
        UsageEvent more = with(usage(922_337_203, 854_775_808, 0, 0, 0), null, Map.of("six", 1L));
        assertThat(book.cost(more)).isEqualTo(PriceBook.TOO_MUCH);
    }

    @Test void a_rounding_past_the_greatest_long_is_too_much() {
        PriceBook book = new PriceBook(Map.of("model", new Price(MOST, 1_000, 500, 499, 0)),
                Map.of(), Map.of("standard", 10_000), Map.of("six", 6_000_000_000_000L));
        assertThat(book.cost(with(usage(922_337_203, 854_775_807, 1, 0, 0), null,
                Map.of("six", 1L)))).isEqualTo(PriceBook.TOO_MUCH);
        assertThat(book.cost(with(usage(922_337_203, 854_775_807, 0, 1, 0), null,
                Map.of("six", 1L)))).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"STANDARD, 5000", "batch, 2500", "BATCH, 2500", "free, 0", "priority, 500000"})
    void a_service_tiers_factor_touches_every_token(String tier, long nanos) {
        assertThat(BOOK.cost(with(usage(1, 2, 0, 0, 0), tier, Map.of()))).isEqualTo(nanos);
        assertThat(BOOK.cost(with(usage(100, 200, 0, 0, 0), tier, Map.of())))
                .isEqualTo(2 * 100 * nanos);
    }

    @Test void factors_of_a_ten_thousandth_are_exact_before_rounding() {
        assertThat(FINE.cost(with(usage(0, 2_500, 0, 0, 0), "finest", Map.of()))).isZero();
        assertThat(FINE.cost(with(usage(0, 2_501, 0, 0, 0), "finest", Map.of()))).isEqualTo(1);
        assertThat(FINE.cost(with(usage(0, 7_500, 0, 0, 0), "finest", Map.of()))).isEqualTo(2);
    }

    @Test void no_factor_touches_a_unit() {
        assertThat(BOOK.cost(with(usage(0, 0, 0, 0, 0), "free", Map.of("web_search", 3L))))
                .isEqualTo(30_000_000);
        assertThat(BOOK.cost(with(usage(1, 0, 0, 0, 0), "batch", Map.of("web_search", 1L))))
                .isEqualTo(10_000_000 + 500);
    }

    @Test void tokens_and_units_are_rounded_together() {
        assertThat(FINE.cost(with(usage(1, 0, 0, 0, 0), "finest", Map.of("speck", 499L)))).isZero();
        assertThat(FINE.cost(with(usage(4, 0, 0, 0, 0), "finest", Map.of("speck", 500L))))
                .isEqualTo(1);
    }

    @Test void units_that_differ_in_capitals_add_up() {
        assertThat(BOOK.cost(with(usage(0, 0, 0, 0, 0), null,
                Map.of("web_search", 1L, "Web_Search", 2L, "WEB_SEARCH", 1_000_000_000L))))
                .isEqualTo(10_000_000L * 1_000_000_003L);
    }

    @ParameterizedTest
    @CsvSource({"10,0,0,0, 10000", "11,0,0,0, 22000", "0,11,0,0, 66000", "0,0,11,0, 88000",
        "0,0,0,11, 110000", "3,3,2,2, 30000", "3,3,3,2, 68000"})
    void more_tokens_read_than_the_threshold_make_a_long_context(
            long in, long write, long write1h, long read, long nanos) {
        assertThat(BOOK.cost(usage(in, 0, write, write1h, read))).isEqualTo(nanos);
    }

    @Test void a_long_context_prices_output_but_does_not_count_it() {
        assertThat(BOOK.cost(usage(10, 1_000, 0, 0, 0))).isEqualTo(10_000 + 2_000_000);
        assertThat(BOOK.cost(usage(11, 1_000, 0, 0, 0))).isEqualTo(22_000 + 4_000_000);
    }

    @ParameterizedTest
    @CsvSource({"model", "MODEL", "mOdEl", "model-20260101", "Model-20260101"})
    void models_are_priced_by_name_or_alias_however_spelled(String model) {
        assertThat(BOOK.cost(named(usage(7, 0, 0, 0, 0), model))).isEqualTo(7_000);
    }

    @ParameterizedTest
    @CsvSource({"model-2, nowhere, nothing, UNPRICED_MODEL",
        "model, nowhere, nothing, UNPRICED_TIER",
        "model, batch, nothing, UNPRICED_UNIT", "model, batch, web_search,",
        "model-2026, batch, web_search, UNPRICED_MODEL",
        "model, batch-, web_search, UNPRICED_TIER"})
    void the_first_name_without_a_price_is_the_reason(
            String model, String tier, String unit, Reason reason) {
        assertThat(BOOK.unpriced(named(with(usage(1, 0, 0, 0, 0), tier, Map.of(unit, 1L)), model)))
                .isEqualTo(reason);
    }

    @Test void the_name_without_a_price_is_told_folded() {
        UsageEvent usage = usage(1, 0, 0, 0, 0);
        assertThat(BOOK.unpricedName(named(usage, "Model-2026"))).isEqualTo("model-2026");
        assertThat(BOOK.unpricedName(with(usage, "Gold", Map.of("B", 1L)))).isEqualTo("gold");
        assertThat(BOOK.unpricedName(with(usage, null, Map.of("B", 1L)))).isEqualTo("b");
        assertThat(BOOK.unpricedName(usage)).isNull();
    }

    @Test void a_unit_counted_zero_times_needs_no_price() {
        UsageEvent none = with(usage(1, 0, 0, 0, 0), null, Map.of("nothing", 0L, "speck", 1L));
        assertThat(BOOK.unpriced(none)).isNull();
        assertThat(BOOK.unpricedUnit(none)).isNull();
        assertThat(BOOK.unpricedUnit(with(none, null, Map.of("nothing", 0L, "z", 1L, "b", 1L))))
                .isEqualTo("b");
    }

    @Test void an_absent_tier_is_the_standard_one() {
        PriceBook dear = new PriceBook(Map.of("model", new Price(1_000_000, 0, 0, 0, 0)), Map.of(),
                Map.of("Standard", 20_000), Map.of());
        assertThat(dear.cost(usage(3, 0, 0, 0, 0))).isEqualTo(6_000);
    }

    @Test void factors_and_unit_prices_out_of_bounds_cannot_be_made() {
        assertThatThrownBy(() ->
                new PriceBook(Map.of(), Map.of(), Map.of("t", 1_000_001), Map.of()))
                .hasMessageContaining("1000001").hasMessageContaining("1000000");
        assertThatThrownBy(() -> new PriceBook(Map.of(), Map.of(), Map.of(), Map.of("u", -1L)))
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> new Price.LongContext(-1, new Price(0, 0, 0, 0, 0)))
                .hasMessageContaining("-1");
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

    private static UsageEvent usage(long in, long out, long write, long write1h, long read) {
        long at = Happening.millis(Scenario.FIRST_TIME);
        return new UsageEvent(Happening.id(at, 1), "acme", null, at, "cursor", null, "model",
                in, out, write, write1h, read);
    }

    private static UsageEvent with(UsageEvent u, String tier, Map<String, Long> units) {
        return new UsageEvent(u.eventId(), u.accountId(), null, u.occurredAt(), u.app(), null,
                u.model(), u.inputTokens(), u.outputTokens(), u.cacheWriteTokens(),
                u.cacheWrite1hTokens(), u.cacheReadTokens(), tier, units);
    }

    private static UsageEvent named(UsageEvent u, String model) {
        return new UsageEvent(u.eventId(), u.accountId(), null, u.occurredAt(), u.app(), null,
                model, u.inputTokens(), u.outputTokens(), u.cacheWriteTokens(),
                u.cacheWrite1hTokens(), u.cacheReadTokens(), u.serviceTier(), u.units());
    }
}
