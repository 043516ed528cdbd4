package dev.extrausage.journal.reports.explain;

import dev.extrausage.core.Price;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.reports.explain.RequestWords.Sort;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The price of a request, line by line and exact, up to the one rounding (M2).
 *
 * @param model the name that the catalog prices it under
 * @param longContextAbove the tokens above which these prices hold; null: the usual prices hold
 * @param serviceTier the tier whose factor holds for tokens
 * @param factor that factor, in ten-thousandths
 * @param lines each sort of token and each unit of which there is any
 * @param costNanos what they come to, rounded half to even, nano-USD
 */
public record PriceLines(String model, Long longContextAbove, String serviceTier, int factor,
        List<Line> lines, long costNanos) {
    /** Decimals of a pico-USD per token as USD per million tokens, of a pico-USD, of a factor. */
    private static final int PER_MILLION = 6;
    private static final int PICO = 12;
    private static final int FACTOR = 4;

    /** Copies the list. */
    public PriceLines {
        lines = List.copyOf(lines);
    }

    /**
     * One sort of token, or one unit.
     *
     * @param name the event's field, {@code input_tokens}, or the unit's name
     * @param isUnit false: tokens, which have a factor and a price per million
     * @param count how many, from 1
     * @param pico the price of one, in pico-USD
     * @param factor on it, in ten-thousandths; {@link PriceBook#FACTOR_ONE} for units
     */
    public record Line(String name, boolean isUnit, long count, long pico, int factor) {
        /** The price as the catalog says it: USD per million tokens, or USD each. */
        public BigDecimal listPriceUsd() {
            return new BigDecimal(BigInteger.valueOf(pico), isUnit ? PICO : PER_MILLION);
        }

        /** The list price of them all before the factor, in USD. */
        public BigDecimal beforeFactorUsd() {
            return new BigDecimal(
                    BigInteger.valueOf(count).multiply(BigInteger.valueOf(pico)), PICO);
        }

        /** The cost of them all, in USD, with at most 16 decimals. */
        public BigDecimal costUsd() {
            return beforeFactorUsd().multiply(factorOf(factor));
        }
    }

    /** A factor of so many ten-thousandths. */
    static BigDecimal factorOf(int tenThousandths) {
        return new BigDecimal(BigInteger.valueOf(tenThousandths), FACTOR).stripTrailingZeros();
    }

    /** The sum of the lines before it is rounded, in USD. */
    public BigDecimal exactUsd() {
        return lines.stream().map(Line::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** True if the cost is not just the sum of the lines. */
    public boolean isRounded() {
        return exactUsd().compareTo(BigDecimal.valueOf(costNanos, 9)) != 0;
    }

    /**
     * The price of the request that an entry answers; empty for a change, for a request that has no
     * price, and where the catalog at hand does not give what is written.
     */
    public static Optional<PriceLines> of(RedecidedEntry step) {
        UsageEvent usage = step.entry().usage();
        PriceBook prices = step.version().prices();
        boolean known = usage != null && !step.entry().isRefused() && step.knowsVersion()
                && prices.unpriced(usage) == null
                && prices.cost(usage) == step.entry().costNanos();
        return known ? Optional.of(of(usage, prices)) : Optional.empty();
    }

    private static PriceLines of(UsageEvent usage, PriceBook prices) {
        int factor = prices.factor(usage.serviceTier());
        Price listed = prices.price(usage.model());
        Price price = listed.of(usage);
        long[] numbers = RequestWords.numbers(usage);
        long[] picos = {price.inputPico(), price.outputPico(), price.cacheWritePico(),
            price.cacheWrite1hPico(), price.cacheReadPico()};
        List<Line> lines = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            int i = sort.ordinal();
            if (numbers[i] > 0) {
                lines.add(new Line(sort.field(), false, numbers[i], picos[i], factor));
            }
        }
        for (Map.Entry<String, Long> unit : usage.units().entrySet()) {
            if (unit.getValue() > 0) {
                lines.add(new Line(unit.getKey(), true, unit.getValue(),
                        prices.unitPrice(unit.getKey()), PriceBook.FACTOR_ONE));
            }
        }
        return new PriceLines(prices.canonical(usage.model()),
                price == listed ? null : (Long) listed.longContext().aboveInputTokens(),
                usage.serviceTier() == null ? PriceBook.STANDARD : usage.serviceTier(), factor,
                lines, prices.cost(usage));
    }
}
