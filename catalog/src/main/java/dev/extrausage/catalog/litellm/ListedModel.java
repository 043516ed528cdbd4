package dev.extrausage.catalog.litellm;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The costs that the file lists for one model. The names of costs of tokens are put together:
 * {@code sort[_above_1hr][_above_Nk_tokens][_batches|_priority|_flex]}.
 */
final class ListedModel {
    /** The costs of a request that is not above any threshold. */
    static final long NO_THRESHOLD = -1;

    private static final Pattern COST = Pattern.compile("(input_cost_per_token"
            + "|output_cost_per_token|cache_creation_input_token_cost|cache_read_input_token_cost)"
            + "(_above_1hr)?"
            + "(?:_above_([0-9]{1,6})k_tokens)?(?:_(batches|priority|flex))?");
    private static final Pattern NUMBER =
            Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,2})?");
    private static final Pattern OTHER_COST =
            Pattern.compile(".*(cost|price|pricing|uplift|multiplier|provider_specific_entry).*");
    private static final String WEB_SEARCH = "search_context_cost_per_query";

    /** The sorts of tokens, each with the name of its cost. */
    enum Sort {
        INPUT("input_cost_per_token"),
        OUTPUT("output_cost_per_token"),
        CACHE_WRITE("cache_creation_input_token_cost"),
        CACHE_WRITE_1H("cache_creation_input_token_cost_above_1hr"),
        CACHE_READ("cache_read_input_token_cost");

        private final String key;

        Sort(String key) {
            this.key = key;
        }

        String key(long threshold) {
            return threshold == NO_THRESHOLD
                    ? key : key + "_above_" + threshold / 1000 + "k_tokens";
        }

        boolean isCache() {
            return this != INPUT && this != OUTPUT;
        }

        private static Sort of(String key) {
            for (Sort sort : values()) {
                if (sort.key.equals(key)) {
                    return sort;
                }
            }
            return null;
        }
    }

    private final Map<String, Map<Long, Map<Sort, BigDecimal>>> byTier = new TreeMap<>();
    private final Map<String, BigDecimal> webSearch = new TreeMap<>();
    private final Set<String> unknown = new TreeSet<>();
    private final Set<String> faults = new TreeSet<>();

    ListedModel(Map<?, ?> fields) {
        fields.forEach((key, value) -> take(String.valueOf(key), value));
    }

    /** Costs in USD per token at list price, by threshold in tokens. */
    Map<Long, Map<Sort, BigDecimal>> standard() {
        return byTier.getOrDefault("", Map.of());
    }

    /** Costs in USD per token of {@code batches}, {@code priority} and {@code flex}. */
    Map<String, Map<Long, Map<Sort, BigDecimal>>> otherTiers() {
        Map<String, Map<Long, Map<Sort, BigDecimal>>> others = new TreeMap<>(byTier);
        others.remove("");
        return others;
    }

    /** Costs of a web search in USD, by the size of its context. */
    Map<String, BigDecimal> webSearch() {
        return webSearch;
    }

    /** Names of costs that are not 0 and have no place in a catalog. */
    Set<String> unknown() {
        return unknown;
    }

    /** Values that are no costs, each in words. */
    Set<String> faults() {
        return faults;
    }

    private void take(String key, Object value) {
        Matcher cost = COST.matcher(key);
        Sort sort = cost.matches()
                ? Sort.of(cost.group(1) + (cost.group(2) == null ? "" : cost.group(2))) : null;
        if (isNull(value)) {
            return;
        }
        if (sort != null) {
            takeToken(key, value, cost, sort);
        } else if (key.equals(WEB_SEARCH) && value instanceof Map<?, ?> bySize) {
            bySize.forEach((size, each) -> {
                if (number(WEB_SEARCH + "." + size, each) != null) {
                    webSearch.put(String.valueOf(size), number(WEB_SEARCH + "." + size, each));
                }
            });
        } else if (OTHER_COST.matcher(key).matches() && !isZero(value)) {
            unknown.add(key);
        }
    }

    private void takeToken(String key, Object value, Matcher cost, Sort sort) {
        BigDecimal usd = number(key, value);
        if (usd != null) {
            long threshold =
                    cost.group(3) == null ? NO_THRESHOLD : Long.parseLong(cost.group(3)) * 1000;
            String tier = cost.group(4) == null ? "" : cost.group(4);
            byTier.computeIfAbsent(tier, any -> new TreeMap<>())
                    .computeIfAbsent(threshold, any -> new EnumMap<>(Sort.class)).put(sort, usd);
        }
    }

    private BigDecimal number(String key, Object value) {
        if (value instanceof String text && NUMBER.matcher(text).matches()
                && !text.startsWith("-")) {
            return new BigDecimal(text);
        }
        faults.add(key + " is " + value + ", no cost in USD");
        return null;
    }

    private static boolean isNull(Object value) {
        return value == null || value.equals("null");
    }

    private static boolean isZero(Object value) {
        return value instanceof String text && NUMBER.matcher(text).matches()
                && new BigDecimal(text).signum() == 0;
    }
}
