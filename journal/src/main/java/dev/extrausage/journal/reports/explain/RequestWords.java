package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.count;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Price;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A request and the price of its tokens (M2, U1). */
final class RequestWords {
    /** Decimals of a pico-USD per token as USD per million tokens, and as USD. */
    private static final int PER_MILLION = 6;
    private static final int PICO = 12;
    private static final long PICO_PER_NANO = 1_000;

    private RequestWords() {}

    /** The sorts of tokens, in the order of the event's fields. */
    private enum Sort {
        INPUT("input token", ""), OUTPUT("output token", ""),
        CACHE_WRITE("token", " written to the 5-minute cache"),
        CACHE_WRITE_1H("token", " written to the 1-hour cache"),
        CACHE_READ("token", " read from a cache");

        private final String name;
        private final String where;

        Sort(String name, String where) {
            this.name = name;
            this.where = where;
        }

        String of(long number) {
            return count(number) + " " + name + (number == 1 ? "" : "s") + where;
        }
    }

    static String asked(UsageEvent u) {
        long[] numbers = numbers(u);
        List<String> tokens = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            if (numbers[sort.ordinal()] > 0) {
                tokens.add(sort.of(numbers[sort.ordinal()]));
            }
        }
        List<String> who = new ArrayList<>();
        if (u.sessionId() != null) {
            who.add("session " + u.sessionId());
        }
        if (u.memberId() != null) {
            who.add("member " + u.memberId());
        }
        return "A request from " + u.app() + " to " + u.model()
                + (who.isEmpty() ? "" : " (" + String.join(", ", who) + ")")
                + " used " + (tokens.isEmpty() ? "no tokens" : joined(tokens)) + ".";
    }

    private static long[] numbers(UsageEvent u) {
        return new long[] {u.inputTokens(), u.outputTokens(), u.cacheWriteTokens(),
            u.cacheWrite1hTokens(), u.cacheReadTokens()};
    }

    private static String joined(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** Each sort of token at its price, the sum, and its one rounding. */
    static List<String> price(RedecidedEntry step) {
        UsageEvent u = step.entry().usage();
        PriceBook prices = step.version().prices();
        boolean priced = prices.unpriced(u) == null;
        long cost = step.entry().costNanos();
        String list = "Price list " + step.entry().catalogVersion() + ": ";
        if (!priced || !step.knowsVersion() || prices.cost(u) != cost) {
            return List.of(list + "the request cost " + usd(cost) + ".");
        }
        Price price = prices.price(u.model()).of(u);
        long[] numbers = numbers(u);
        long[] picos = {price.inputPico(), price.outputPico(), price.cacheWritePico(),
            price.cacheWrite1hPico(), price.cacheReadPico()};
        List<String> parts = new ArrayList<>();
        BigInteger sum = BigInteger.ZERO;
        for (Sort sort : Sort.values()) {
            int i = sort.ordinal();
            sum = sum.add(part(parts, sort, numbers[i], picos[i]));
        }
        if (parts.isEmpty()) {
            return List.of(list + "no tokens cost nothing.");
        }
        boolean rounded = sum.mod(BigInteger.valueOf(PICO_PER_NANO)).signum() != 0;
        String total = rounded ? "together " + dollars(sum, PICO)
                + ", rounded once (half to even) to " + usd(cost)
                : parts.size() == 1 ? null : "together " + usd(cost);
        if (total != null) {
            parts.add(total);
        }
        return List.of(list + String.join("; ", parts) + ".");
    }

    private static BigInteger part(List<String> parts, Sort sort, long number, long pico) {
        BigInteger product = BigInteger.valueOf(number).multiply(BigInteger.valueOf(pico));
        if (number > 0) {
            parts.add(sort.of(number) + " at " + dollars(BigInteger.valueOf(pico), PER_MILLION)
                    + " per million " + (number == 1 ? "is " : "are ") + dollars(product, PICO));
        }
        return product;
    }

    private static String dollars(BigInteger units, int decimals) {
        BigDecimal exact = new BigDecimal(units, decimals).stripTrailingZeros();
        int scale = exact.scale() <= 0 ? 0 : Math.max(2, exact.scale());
        return "$" + exact.setScale(scale).toPlainString();
    }
}
