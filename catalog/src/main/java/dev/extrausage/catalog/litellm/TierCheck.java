package dev.extrausage.catalog.litellm;

import dev.extrausage.catalog.litellm.ListedModel.Sort;
import dev.extrausage.core.PriceBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds the costs that the file lists for other service tiers against what the catalog makes of
 * them: one factor on all prices of all models.
 */
final class TierCheck {
    private static final int FACTOR_DECIMALS = 4;

    private final PriceBook base;

    TierCheck(PriceBook base) {
        this.base = base;
    }

    /** One sentence for each tier whose costs are not the factor times those at list price. */
    List<String> notes(ListedModel listed) {
        List<String> notes = new ArrayList<>();
        listed.otherTiers().forEach((suffix, costs) -> {
            String tier = suffix.equals("batches") ? "batch" : suffix;
            Integer factor = base.factor(tier);
            if (factor == null) {
                notes.add("has prices for _" + suffix + ", which are not carried over: the base has"
                        + " no service tier " + tier);
            } else {
                BigDecimal times =
                        BigDecimal.valueOf(factor, FACTOR_DECIMALS).stripTrailingZeros();
                List<String> others = others(suffix, costs, listed, times);
                if (!others.isEmpty()) {
                    notes.add("has prices for _" + suffix + " that are not " + times.toPlainString()
                            + " times the others, as service tier " + tier + " makes them: "
                            + String.join("; ", others));
                }
            }
        });
        return notes;
    }

    private static List<String> others(String suffix, Map<Long, Map<Sort, BigDecimal>> costs,
            ListedModel listed, BigDecimal factor) {
        List<String> others = new ArrayList<>();
        costs.forEach((threshold, bySort) -> bySort.forEach((sort, cost) -> {
            BigDecimal standard = listed.standard().getOrDefault(threshold, Map.of()).get(sort);
            String key = sort.key(threshold) + "_" + suffix;
            if (standard == null) {
                others.add(key + " has no price to be a part of");
            } else if (standard.multiply(factor).compareTo(cost) != 0) {
                others.add(key + " is $" + ModelImport.perMillion(cost)
                        + " per million tokens, not $"
                        + ModelImport.perMillion(standard.multiply(factor)));
            }
        }));
        return others;
    }
}
