package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.count;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.FoldedName;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.reports.explain.PriceLines.Line;
import dev.extrausage.journal.reports.explain.RequestWords.Sort;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The price of a request as arithmetic (M2): each sort of token at its price, the service tier's
 * factor on their sum, each unit, and the one rounding.
 */
final class PriceWords {
    private final UsageEvent usage;
    private final PriceLines price;
    private final List<String> parts = new ArrayList<>();

    private PriceWords(UsageEvent usage, PriceLines price) {
        this.usage = usage;
        this.price = price;
    }

    static List<String> of(RedecidedEntry step) {
        String list = "Price list " + step.entry().catalogVersion() + ": ";
        return PriceLines.of(step)
                .map(price -> new PriceWords(step.entry().usage(), price).sentences(list))
                .orElseGet(() -> List.of(
                        list + "the request cost " + usd(step.entry().costNanos()) + "."));
    }

    private List<String> sentences(String list) {
        List<String> out = new ArrayList<>();
        names(out);
        out.add(list + arithmetic() + ".");
        return out;
    }

    /** The name and the prices that hold, where they are not those that the request tells. */
    private void names(List<String> out) {
        if (!price.model().equals(FoldedName.of(usage.model()))) {
            out.add(usage.model() + " is another name of " + price.model()
                    + ", and billed as that.");
        }
        if (price.longContextAbove() != null) {
            out.add("It read " + count(usage.contextTokens()) + " tokens, more than "
                    + count(price.longContextAbove())
                    + ": all of its tokens are at the prices of a long context.");
        }
    }

    private String arithmetic() {
        tokens();
        units();
        if (parts.isEmpty()) {
            return "no tokens cost nothing";
        }
        if (price.isRounded()) {
            parts.add("together " + dollars(price.exactUsd())
                    + ", rounded once (half to even) to " + usd(price.costNanos()));
        } else if (parts.size() > 1) {
            parts.add("together " + usd(price.costNanos()));
        }
        return String.join("; ", parts);
    }

    private void tokens() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Line line : price.lines()) {
            if (!line.isUnit()) {
                sum = sum.add(line.beforeFactorUsd());
                parts.add(Sort.ofField(line.name()).of(line.count()) + " at "
                        + dollars(line.listPriceUsd()) + " per million " + are(line)
                        + dollars(line.beforeFactorUsd()));
            }
        }
        if (price.factor() != PriceBook.FACTOR_ONE && !parts.isEmpty()) {
            BigDecimal factor = PriceLines.factorOf(price.factor());
            parts.add("times " + factor.toPlainString() + " for the service tier "
                    + price.serviceTier() + " that is " + dollars(sum.multiply(factor)));
        }
    }

    /** The price of the units: no factor touches it. */
    private void units() {
        for (Line line : price.lines()) {
            if (line.isUnit()) {
                parts.add(count(line.count()) + " × " + line.name() + " at "
                        + dollars(line.listPriceUsd()) + " each " + are(line)
                        + dollars(line.costUsd()));
            }
        }
    }

    private static String are(Line line) {
        return line.count() == 1 ? "is " : "are ";
    }

    private static String dollars(BigDecimal usd) {
        BigDecimal exact = usd.stripTrailingZeros();
        int scale = exact.scale() <= 0 ? 0 : Math.max(2, exact.scale());
        return "$" + exact.setScale(scale).toPlainString();
    }
}
