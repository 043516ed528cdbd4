package dev.extrausage.core;

import java.util.HashMap;
import java.util.Map;

/**
 * The list prices of one catalog version. Names are compared with ASCII capitals folded, and are
 * held folded here (section 3).
 *
 * @param models by model
 * @param aliases other names of priced models, each with the model it means
 * @param serviceTiers the factor on tokens of each service tier, in ten-thousandths: 0 to 1,000,000
 * @param units what is priced by the piece, in pico-USD: 0 to {@link #MAX_PICO_PER_UNIT} each
 */
public record PriceBook(
        Map<String, Price> models, Map<String, String> aliases, Map<String, Integer> serviceTiers,
        Map<String, Long> units) {
    /** The service tier of an event that names none. */
    public static final String STANDARD = "standard";
    /** The factor 1, in ten-thousandths. */
    public static final int FACTOR_ONE = 10_000;
    /** The factor 100, in ten-thousandths. */
    public static final int MAX_FACTOR = 100 * FACTOR_ONE;
    /** $10,000. */
    public static final long MAX_PICO_PER_UNIT = 10_000L * 1_000_000_000_000L;
    /** The result of {@link #cost} when a {@code long} of nano-USD cannot hold the cost. */
    public static final long TOO_MUCH = -1;

    /** Folds the names, and copies the maps. */
    public PriceBook {
        models = folded(models);
        Map<String, String> meant = new HashMap<>();
        aliases.forEach((alias, model) -> meant.put(FoldedName.of(alias), FoldedName.of(model)));
        aliases = Map.copyOf(meant);
        serviceTiers = folded(serviceTiers);
        units = folded(units);
        serviceTiers.forEach((tier, factor) -> checked(tier, factor, MAX_FACTOR));
        units.forEach((unit, pico) -> checked(unit, pico, MAX_PICO_PER_UNIT));
    }

    /** Prices of models alone: no aliases, the standard tier, no units. */
    public PriceBook(Map<String, Price> models) {
        this(models, Map.of(), Map.of(STANDARD, FACTOR_ONE), Map.of());
    }

    /** The price of a model, by its name or an alias; null when it has none. */
    public Price price(String model) {
        return models.get(canonical(model));
    }

    /** The name that the catalog prices a model under, as far as it knows it. */
    public String canonical(String model) {
        String folded = FoldedName.of(model);
        return aliases.isEmpty() ? folded : aliases.getOrDefault(folded, folded);
    }

    /** The service tier's factor on tokens, in ten-thousandths; null when it has none. */
    public Integer factor(String serviceTier) {
        return serviceTiers.get(serviceTier == null ? STANDARD : FoldedName.of(serviceTier));
    }

    /** The price of a unit, in pico-USD; null when it has none. */
    public Long unitPrice(String unit) {
        return units.get(FoldedName.of(unit));
    }

    /**
     * The reason why a request has no price: its model, its service tier or one of its units is not
     * in the catalog, the first of these (U1); null when it has one.
     */
    public Reason unpriced(UsageEvent usage) {
        if (price(usage.model()) == null) {
            return Reason.UNPRICED_MODEL;
        }
        if (factor(usage.serviceTier()) == null) {
            return Reason.UNPRICED_TIER;
        }
        return unpricedUnit(usage) == null ? null : Reason.UNPRICED_UNIT;
    }

    /**
     * The name, folded, for which a request has no price: its model's, its service tier's or its
     * first such unit's, as {@link #unpriced} finds it; null when it has one.
     */
    public String unpricedName(UsageEvent usage) {
        Reason reason = unpriced(usage);
        if (reason == null) {
            return null;
        }
        return FoldedName.of(reason == Reason.UNPRICED_MODEL ? usage.model()
                : reason == Reason.UNPRICED_TIER ? usage.serviceTier() : unpricedUnit(usage));
    }

    /** The first unit of a request, by name, that has no price; null when each has one. */
    public String unpricedUnit(UsageEvent usage) {
        if (usage.units().isEmpty()) {
            return null;
        }
        for (Map.Entry<String, Long> unit : usage.units().entrySet()) {
            if (unit.getValue() > 0 && unitPrice(unit.getKey()) == null) {
                return unit.getKey();
            }
        }
        return null;
    }

    /**
     * The list price, in nano-USD, of a request that has one ({@link #unpriced} is null), rounded
     * half to even, once (M2); or {@link #TOO_MUCH}.
     */
    public long cost(UsageEvent usage) {
        CostSum sum = new CostSum();
        int factor = factor(usage.serviceTier());
        Price price = price(usage.model()).of(usage);
        sum.tokens(usage.inputTokens(), price.inputPico(), factor);
        sum.tokens(usage.outputTokens(), price.outputPico(), factor);
        sum.tokens(usage.cacheWriteTokens(), price.cacheWritePico(), factor);
        sum.tokens(usage.cacheWrite1hTokens(), price.cacheWrite1hPico(), factor);
        sum.tokens(usage.cacheReadTokens(), price.cacheReadPico(), factor);
        if (!usage.units().isEmpty()) {
            usage.units().forEach((unit, count) -> {
                if (count > 0) {
                    sum.units(count, unitPrice(unit));
                }
            });
        }
        return sum.rounded();
    }

    private static <T> Map<String, T> folded(Map<String, T> byName) {
        Map<String, T> folded = new HashMap<>();
        byName.forEach((name, value) -> folded.put(FoldedName.of(name), value));
        return Map.copyOf(folded);
    }

    private static void checked(String name, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": must be 0 to " + most);
        }
    }
}
