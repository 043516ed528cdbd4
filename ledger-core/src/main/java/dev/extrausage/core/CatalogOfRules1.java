package dev.extrausage.core;

import java.util.HashMap;
import java.util.Map;

/**
 * A catalog as rules version 1 read it: without what version 2 added to a catalog version that
 * keeps its name. The built-in one is such: its first version has a long context now, and the
 * entries that rules 1 decided by it were priced without (J5).
 */
final class CatalogOfRules1 {
    private CatalogOfRules1() {}

    static Catalog of(Catalog catalog) {
        return new Catalog(catalog.versions().stream().map(CatalogOfRules1::version).toList());
    }

    private static CatalogVersion version(CatalogVersion v) {
        Map<String, Price> prices = new HashMap<>();
        v.prices().models().forEach((model, p) -> prices.put(model, new Price(p.inputPico(),
                p.outputPico(), p.cacheWritePico(), p.cacheWrite1hPico(), p.cacheReadPico())));
        Map<String, Plan> plans = new HashMap<>();
        v.plans().forEach((name, plan) -> plans.put(name, plan(plan)));
        return new CatalogVersion(v.version(), v.effectiveFrom(), new PriceBook(prices), plans,
                v.firstPartyApps(), v.starterCreditLifetimeMillis(),
                v.creditExpiringWarningMillis(), v.lateUsageGraceMillis(), v.topUp(),
                v.autoReload());
    }

    private static Plan plan(Plan p) {
        Plan.StarterCreditTerms starter = p.starterCredit() instanceof
                Plan.StarterCreditTerms.PerSeat s
                        ? new Plan.StarterCreditTerms.PerSeat(s.nanos()) : p.starterCredit();
        return new Plan(p.allowanceNanos(), p.extraUsage(), p.perSeat(), starter);
    }

    /** Rules 1 compared names exactly; a catalog of theirs is taken to have had no capitals. */
    static boolean matches(String name) {
        return FoldedName.of(name).equals(name);
    }
}
