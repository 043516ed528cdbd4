package dev.extrausage.client.gate;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Plan;
import java.util.List;

/** The terms of one catalog version that an answer needs, by number of the plan. */
final class CatalogView {
    final CatalogVersion version;
    private final Catalog catalog;
    private final long from;
    private final long to;
    /** True for the plan numbers that have extra usage. */
    private final boolean[] access;

    CatalogView(Catalog catalog, long time, List<String> plans) {
        this.catalog = catalog;
        version = catalog.at(time);
        boolean isFirst = version == catalog.versions().get(0);
        from = isFirst ? Long.MIN_VALUE : version.effectiveFrom();
        Long next = catalog.nextEffectiveAfter(time);
        to = next == null ? Long.MAX_VALUE : next;
        access = new boolean[plans.size()];
        for (int i = 0; i < access.length; i++) {
            Plan terms = catalog.termsOf(plans.get(i), version);
            access[i] = terms.extraUsage();
        }
    }

    /** Returns whether it is that catalog's version of that time, and knows that plan. */
    boolean covers(Catalog now, long time, int plan) {
        return catalog == now && time >= from && time < to && plan < access.length;
    }

    boolean hasExtraUsage(int plan) {
        return access[plan];
    }
}
