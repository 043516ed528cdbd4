package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.count;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.FoldedName;
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

/**
 * The price of a request as arithmetic (M2): each sort of token at its price, the service tier's
 * factor on their sum, each unit, and the one rounding.
 */
final class PriceWords {
    /** Decimals of a pico-USD per token as USD per million tokens, and as USD. */
    private static final int PER_MILLION = 6;
    private static final int PICO = 12;
    private static final int FACTOR = 4;
    private static final BigInteger ONE = BigInteger.valueOf(PriceBook.FACTOR_ONE);
    private static final BigInteger ONE_NANO = ONE.multiply(BigInteger.valueOf(1_000));

    private final UsageEvent usage;
    private final PriceBook prices;
    private final long cost;
    private final List<String> parts = new ArrayList<>();

    private PriceWords(RedecidedEntry step) {
        usage = step.entry().usage();
        prices = step.version().prices();
        cost = step.entry().costNanos();
    }

    static List<String> of(RedecidedEntry step) {
        PriceWords words = new PriceWords(step);
        String list = "Price list " + step.entry().catalogVersion() + ": ";
        boolean known = step.knowsVersion() && words.prices.unpriced(words.usage) == null
                && words.prices.cost(words.usage) == words.cost;
        if (!known) {
            return List.of(list + "the request cost " + usd(words.cost) + ".");
        }
        List<String> out = new ArrayList<>();
        words.names(out);
        out.add(list + words.arithmetic() + ".");
        return out;
    }

    /** The name and the prices that hold, where they are not those that the request tells. */
    private void names(List<String> out) {
        String model = prices.canonical(usage.model());
        if (!model.equals(FoldedName.of(usage.model()))) {
            out.add(usage.model() + " is another name of " + model + ", and billed as that.");
        }
        Price price = prices.price(usage.model());
        if (price.of(usage) != price) {
            out.add("It read " + count(usage.contextTokens()) + " tokens, more than "
                    + count(price.longContext().aboveInputTokens())
                    + ": all of its tokens are at the prices of a long context.");
        }
    }

    private String arithmetic() {
        BigInteger tokens = tokens();
        BigInteger sum = tokens.multiply(BigInteger.valueOf(factor())).add(units());
        if (parts.isEmpty()) {
            return "no tokens cost nothing";
        }
        boolean rounded = sum.mod(ONE_NANO).signum() != 0;
        if (rounded) {
            parts.add("together " + dollars(sum, PICO + FACTOR)
                    + ", rounded once (half to even) to " + usd(cost));
        } else if (parts.size() > 1) {
            parts.add("together " + usd(cost));
        }
        return String.join("; ", parts);
    }

    /** The list price of the tokens before the factor, in pico-USD. */
    private BigInteger tokens() {
        Price price = prices.price(usage.model()).of(usage);
        long[] numbers = RequestWords.numbers(usage);
        long[] picos = {price.inputPico(), price.outputPico(), price.cacheWritePico(),
            price.cacheWrite1hPico(), price.cacheReadPico()};
        BigInteger sum = BigInteger.ZERO;
        for (Sort sort : Sort.values()) {
            int i = sort.ordinal();
            BigInteger product =
                    BigInteger.valueOf(numbers[i]).multiply(BigInteger.valueOf(picos[i]));
            sum = sum.add(product);
            if (numbers[i] > 0) {
                parts.add(sort.of(numbers[i]) + " at "
                        + dollars(BigInteger.valueOf(picos[i]), PER_MILLION) + " per million "
                        + (numbers[i] == 1 ? "is " : "are ") + dollars(product, PICO));
            }
        }
        factored(sum);
        return sum;
    }

    private void factored(BigInteger sum) {
        if (factor() != PriceBook.FACTOR_ONE && !parts.isEmpty()) {
            parts.add("times " + new BigDecimal(BigInteger.valueOf(factor()), FACTOR)
                    .stripTrailingZeros().toPlainString() + " for the service tier "
                    + (usage.serviceTier() == null ? PriceBook.STANDARD : usage.serviceTier())
                    + " that is " + dollars(
                            sum.multiply(BigInteger.valueOf(factor())), PICO + FACTOR));
        }
    }

    private int factor() {
        return prices.factor(usage.serviceTier());
    }

    /** The price of the units, in pico-USD and the factor's decimals: no factor touches it. */
    private BigInteger units() {
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<String, Long> unit : usage.units().entrySet()) {
            if (unit.getValue() > 0) {
                BigInteger pico = BigInteger.valueOf(prices.unitPrice(unit.getKey()));
                BigInteger product = pico.multiply(BigInteger.valueOf(unit.getValue()));
                parts.add(count(unit.getValue()) + " × " + unit.getKey() + " at "
                        + dollars(pico, PICO) + " each " + (unit.getValue() == 1 ? "is " : "are ")
                        + dollars(product, PICO));
                sum = sum.add(product.multiply(ONE));
            }
        }
        return sum;
    }

    private static String dollars(BigInteger units, int decimals) {
        BigDecimal exact = new BigDecimal(units, decimals).stripTrailingZeros();
        int scale = exact.scale() <= 0 ? 0 : Math.max(2, exact.scale());
        return "$" + exact.setScale(scale).toPlainString();
    }
}
