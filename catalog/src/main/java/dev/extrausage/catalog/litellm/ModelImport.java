package dev.extrausage.catalog.litellm;

import dev.extrausage.catalog.litellm.ListedModel.Sort;
import dev.extrausage.core.Price;
import dev.extrausage.core.Price.LongContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a catalog's price of the costs listed for one model, exactly or not at all. A cost that the
 * file does not list is that of the base, where the base prices the model.
 */
final class ModelImport {
    private static final int PICO_DECIMALS = 12;
    private static final int PER_MILLION_DECIMALS = 6;
    private static final BigDecimal MOST = BigDecimal.valueOf(Price.MAX_PICO_PER_TOKEN);
    private static final long DOCUMENTED_THRESHOLD = 200_000;

    private final ListedModel listed;
    private final Price base;
    private final List<String> obstacles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** {@code base}: the model's price in the version that the import begins with, or null. */
    ModelImport(ListedModel listed, Price base) {
        this.listed = listed;
        this.base = base;
    }

    /** The price; null when there are {@link #obstacles}. */
    Price price() {
        obstacles.addAll(listed.faults());
        List<Long> thresholds = listed.standard().keySet().stream()
                .filter(threshold -> threshold != ListedModel.NO_THRESHOLD).toList();
        if (thresholds.size() > 1) {
            obstacles.add("it has prices above " + thresholds
                    + " tokens, and the catalog has one long_context");
        }
        LongContext longContext = thresholds.size() == 1 ? longContext(thresholds.get(0)) : null;
        Price price = price(ListedModel.NO_THRESHOLD, base, longContext);
        return obstacles.isEmpty() ? price : null;
    }

    /** Reasons why the model has no price; filled by {@link #price}. */
    List<String> obstacles() {
        return obstacles;
    }

    /** Matters that a reader of the price must know; filled by {@link #price}. */
    List<String> notes() {
        return notes;
    }

    private LongContext longContext(long threshold) {
        LongContext before = base == null ? null : base.longContext();
        boolean same = before != null && before.aboveInputTokens() == threshold;
        if (threshold != DOCUMENTED_THRESHOLD) {
            notes.add("has a long_context above " + threshold + " input tokens, not above "
                    + DOCUMENTED_THRESHOLD);
        }
        Price price = price(threshold, same ? before.price() : null, null);
        return price == null ? null : new LongContext(threshold, price);
    }

    private Price price(long threshold, Price otherwise, LongContext longContext) {
        Map<Sort, Long> picos = new EnumMap<>(Sort.class);
        Map<Sort, BigDecimal> costs = listed.standard().getOrDefault(threshold, Map.of());
        List<String> missing = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            if (costs.containsKey(sort)) {
                picos.put(sort, exact(sort.key(threshold), costs.get(sort)));
            } else if (otherwise != null && sort.isCache()) {
                picos.put(sort, ofTheBase(sort, threshold, otherwise));
            } else {
                picos.put(sort, null);
                missing.add(sort.key(threshold));
            }
        }
        if (!missing.isEmpty()) {
            obstacles.add("it has no " + String.join(", ", missing));
        }
        return picos.containsValue(null) ? null : new Price(picos.get(Sort.INPUT),
                picos.get(Sort.OUTPUT), picos.get(Sort.CACHE_WRITE),
                picos.get(Sort.CACHE_WRITE_1H), picos.get(Sort.CACHE_READ), longContext);
    }

    private Long exact(String key, BigDecimal usdPerToken) {
        BigDecimal pico = usdPerToken.movePointRight(PICO_DECIMALS);
        String perMillion = perMillion(usdPerToken);
        if (pico.stripTrailingZeros().scale() > 0) {
            obstacles.add(key + " is $" + perMillion + " per million tokens, with more than "
                    + PER_MILLION_DECIMALS + " decimals");
            return null;
        }
        if (pico.compareTo(MOST) > 0) {
            obstacles.add(key + " is $" + perMillion + " per million tokens, more than $10000000");
            return null;
        }
        return pico.longValueExact();
    }

    private long ofTheBase(Sort sort, long threshold, Price otherwise) {
        long pico = of(sort, otherwise);
        notes.add("has no " + sort.key(threshold) + ": the base's price stays, $"
                + perMillion(BigDecimal.valueOf(pico, PICO_DECIMALS)) + " per million tokens");
        return pico;
    }

    private static long of(Sort sort, Price price) {
        return switch (sort) {
            case INPUT -> price.inputPico();
            case OUTPUT -> price.outputPico();
            case CACHE_WRITE -> price.cacheWritePico();
            case CACHE_WRITE_1H -> price.cacheWrite1hPico();
            case CACHE_READ -> price.cacheReadPico();
        };
    }

    /** USD per million tokens, as people write it. */
    static String perMillion(BigDecimal usdPerToken) {
        return usdPerToken.movePointRight(PER_MILLION_DECIMALS).stripTrailingZeros()
                .toPlainString();
    }
}
