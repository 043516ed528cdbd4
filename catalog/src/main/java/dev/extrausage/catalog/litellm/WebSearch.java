package dev.extrausage.catalog.litellm;

import dev.extrausage.core.PriceBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gathers the costs of a web search, of which a catalog has one for all models. Where all models
 * agree it is theirs; else the base's stays, and every other one is a remark.
 */
final class WebSearch {
    /** The unit that counts web searches. */
    static final String UNIT = "web_search";

    private static final int PICO_DECIMALS = 12;
    private static final int DECIMALS = 6;
    private static final BigDecimal MOST_USD =
            BigDecimal.valueOf(PriceBook.MAX_PICO_PER_UNIT, PICO_DECIMALS);

    private final Map<String, Set<BigDecimal>> byModel = new LinkedHashMap<>();

    void take(String model, ListedModel listed) {
        Set<BigDecimal> costs = new TreeSet<>(listed.webSearch().values());
        if (!costs.isEmpty()) {
            byModel.put(model, costs);
        }
    }

    /** The price in pico-USD: the one cost that all models have, or {@code base}, also null. */
    Long price(Long base) {
        Set<BigDecimal> all = new TreeSet<>();
        byModel.values().forEach(all::addAll);
        BigDecimal one = all.size() == 1 ? all.iterator().next() : null;
        return one != null && isExact(one)
                ? (Long) one.movePointRight(PICO_DECIMALS).longValueExact() : base;
    }

    /** Names the models whose cost is not {@code price} whatever the size of the context. */
    List<Remark> remarks(Long price) {
        Set<BigDecimal> fine = new TreeSet<>();
        if (price != null) {
            fine.add(BigDecimal.valueOf(price, PICO_DECIMALS));
        }
        List<Remark> remarks = new ArrayList<>();
        byModel.forEach((model, costs) -> {
            if (!fine.containsAll(costs)) {
                remarks.add(new Remark(model, "has web searches at "
                        + String.join(" or ", costs.stream().map(WebSearch::usd).toList())
                        + ", and the catalog has one price for all models: "
                        + (price == null ? "none" : usd(fine.iterator().next()))));
            }
        });
        return remarks;
    }

    private static boolean isExact(BigDecimal usd) {
        return usd.stripTrailingZeros().scale() <= DECIMALS && usd.compareTo(MOST_USD) <= 0;
    }

    private static String usd(BigDecimal usd) {
        return "$" + usd.stripTrailingZeros().toPlainString();
    }
}
