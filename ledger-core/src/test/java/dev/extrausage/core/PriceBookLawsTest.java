package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws of every cost (M2), against unbounded integers. */
class PriceBookLawsTest {
    private static final int DRAWS = 20_000;
    private static final String[] TIERS = {null, "standard", "Standard", "batch", "odd", "most"};
    private static final String[] UNITS = {"search", "Search", "image", "atom", "ATOM", "gold"};

    @Test void every_cost_is_what_unbounded_integers_say(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DRAWS; i++) {
            PriceBook book = book(random);
            UsageEvent usage = usage(random, 5);
            BigInteger nanos = rounded(exact(book, usage));
            assertThat(book.cost(usage)).as("%s by %s", usage, book).isEqualTo(
                    nanos.bitLength() < Long.SIZE ? nanos.longValueExact() : PriceBook.TOO_MUCH);
        }
    }

    /** Of tokens at the same prices: a context that grows long in the sum has other ones. */
    @Test void cost_is_additive_but_for_its_one_rounding(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DRAWS; i++) {
            PriceBook book = book(random);
            UsageEvent a = usage(random, 4);
            UsageEvent b = tiered(usage(random, 4), a.serviceTier());
            UsageEvent both = sum(a, b);
            Price price = book.price("model");
            if (price.of(a) == price.of(both) && price.of(b) == price.of(both)
                    && book.cost(both) != PriceBook.TOO_MUCH) {
                // Each of three roundings is off by at most a half, and the costs are whole.
                assertThat(Math.abs(book.cost(a) + book.cost(b) - book.cost(both)))
                        .as("%s and %s by %s", a, b, book).isLessThanOrEqualTo(1);
            }
        }
    }

    /** Prices whose long context is not cheaper than the short one; a catalog may say otherwise. */
    @Test void more_tokens_or_units_never_cost_less(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DRAWS; i++) {
            PriceBook book = book(random);
            UsageEvent less = usage(random, 4);
            UsageEvent more = sum(less, tiered(usage(random, 4), less.serviceTier()));
            long cost = book.cost(more);
            assertThat(cost == PriceBook.TOO_MUCH || book.cost(less) <= cost)
                    .as("%s, then %s by %s", less, more, book).isTrue();
        }
    }

    /** In ten-millionths of a nano-USD: M2's sum, its factor and its thousandths. */
    private static BigInteger exact(PriceBook book, UsageEvent u) {
        long context = u.inputTokens() + u.cacheWriteTokens() + u.cacheWrite1hTokens()
                + u.cacheReadTokens();
        Price price = book.price("model");
        if (context > price.longContext().aboveInputTokens()) {
            price = price.longContext().price();
        }
        BigInteger tokens = times(u.inputTokens(), price.inputPico())
                .add(times(u.outputTokens(), price.outputPico()))
                .add(times(u.cacheWriteTokens(), price.cacheWritePico()))
                .add(times(u.cacheWrite1hTokens(), price.cacheWrite1hPico()))
                .add(times(u.cacheReadTokens(), price.cacheReadPico()));
        BigInteger sum = tokens.multiply(BigInteger.valueOf(book.factor(u.serviceTier())));
        for (Map.Entry<String, Long> unit : u.units().entrySet()) {
            sum = sum.add(times(unit.getValue(), book.unitPrice(unit.getKey()))
                    .multiply(BigInteger.valueOf(10_000)));
        }
        return sum;
    }

    private static BigInteger times(long count, long pico) {
        return BigInteger.valueOf(count).multiply(BigInteger.valueOf(pico));
    }

    private static BigInteger rounded(BigInteger tenMillionths) {
        BigInteger one = BigInteger.valueOf(10_000_000);
        BigInteger[] parts = tenMillionths.divideAndRemainder(one);
        int half = parts[1].shiftLeft(1).compareTo(one);
        boolean up = half > 0 || half == 0 && parts[0].testBit(0);
        return up ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    private static PriceBook book(Random random) {
        Price plain = price(random, new Price(0, 0, 0, 0, 0));
        long above = random.nextBoolean() ? random.nextInt(3_000) : random.nextLong(3_000_000_000L);
        Price dearer = price(random, plain);
        Price priced = new Price(plain.inputPico(), plain.outputPico(), plain.cacheWritePico(),
                plain.cacheWrite1hPico(), plain.cacheReadPico(),
                new Price.LongContext(above, dearer));
        return new PriceBook(Map.of("model", priced), Map.of(),
                Map.of("standard", 10_000, "batch", 5_000, "odd", random.nextInt(1_000_001),
                        "most", 1_000_000),
                Map.of("search", 10_000_000_000L, "image", random.nextLong(1_000_000_000_000L),
                        "atom", random.nextLong(3_000), "gold", PriceBook.MAX_PICO_PER_UNIT));
    }

    /** Prices that are at least those of {@code least}. */
    private static Price price(Random random, Price least) {
        return new Price(pico(random, least.inputPico()), pico(random, least.outputPico()),
                pico(random, least.cacheWritePico()), pico(random, least.cacheWrite1hPico()),
                pico(random, least.cacheReadPico()));
    }

    private static long pico(Random random, long least) {
        long more = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(2_000);
            case 1 -> random.nextInt(20) == 0 ? Price.MAX_PICO_PER_TOKEN : 500;
            default -> random.nextLong(100_000_000);
        };
        return Math.min(Price.MAX_PICO_PER_TOKEN, least + more);
    }

    private static UsageEvent usage(Random random, int kinds) {
        Map<String, Long> units = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            units.put(UNITS[random.nextInt(kinds)], tokens(random, kinds));
        }
        long at = Happening.millis(Scenario.FIRST_TIME);
        return new UsageEvent(Happening.id(at, 1), "acme", null, at, "cursor", null, "model",
                tokens(random, kinds), tokens(random, kinds), tokens(random, kinds),
                tokens(random, kinds), tokens(random, kinds),
                TIERS[random.nextInt(TIERS.length)], units);
    }

    /** Up to half of what a request may have, unless all of five kinds are drawn. */
    private static long tokens(Random random, int kinds) {
        return switch (random.nextInt(kinds)) {
            case 0 -> 0;
            case 1 -> random.nextInt(2_000);
            case 4 -> Bounds.MAX_TOKENS;
            default -> random.nextLong(Bounds.MAX_TOKENS / 2);
        };
    }

    private static UsageEvent tiered(UsageEvent u, String tier) {
        return new UsageEvent(u.eventId(), "acme", null, u.occurredAt(), u.app(), null, u.model(),
                u.inputTokens(), u.outputTokens(), u.cacheWriteTokens(), u.cacheWrite1hTokens(),
                u.cacheReadTokens(), tier, u.units());
    }

    private static UsageEvent sum(UsageEvent a, UsageEvent b) {
        Map<String, Long> units = new HashMap<>(a.units());
        b.units().forEach((unit, count) -> units.merge(unit, count, Long::sum));
        return new UsageEvent(a.eventId(), "acme", null, a.occurredAt(), a.app(), null, a.model(),
                a.inputTokens() + b.inputTokens(), a.outputTokens() + b.outputTokens(),
                a.cacheWriteTokens() + b.cacheWriteTokens(),
                a.cacheWrite1hTokens() + b.cacheWrite1hTokens(),
                a.cacheReadTokens() + b.cacheReadTokens(), a.serviceTier(), units);
    }
}
