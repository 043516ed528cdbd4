package dev.extrausage.cli.text;

import dev.extrausage.catalog.CatalogVersionJson;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UtcTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A catalog that is not refused, in outline: its versions, and the names in each. */
public final class CatalogSummary {
    private CatalogSummary() {}

    /** The lines to print about the catalog in {@code file}. */
    public static List<String> of(String file, Catalog catalog) {
        int count = catalog.versions().size();
        List<String> lines = new ArrayList<>();
        lines.add(file + " is a catalog of " + count + (count == 1 ? " version." : " versions."));
        catalog.versions().forEach(version -> add(lines, version));
        return lines;
    }

    private static void add(List<String> lines, CatalogVersion version) {
        PriceBook prices = version.prices();
        lines.add("");
        lines.add(version.version() + ", in force from " + UtcTime.format(version.effectiveFrom()));
        lines.add(row("models", names(prices.models().keySet())));
        List<String> aliases = new ArrayList<>();
        new TreeMap<>(prices.aliases()).forEach(
                (alias, model) -> aliases.add(alias + " for " + model));
        lines.add(row("other names", aliases));
        lines.add(row("service tiers", names(prices.serviceTiers().keySet())));
        lines.add(row("units", names(prices.units().keySet())));
        lines.add(row("plans", names(version.plans().keySet())));
        lines.add(row("first-party apps", names(version.firstPartyApps())));
        lines.add(row("sha256", List.of(CatalogVersionJson.sha256(version))));
    }

    private static Collection<String> names(Collection<String> names) {
        return new TreeSet<>(names);
    }

    private static String row(String name, Collection<String> values) {
        return "  %-18s%s".formatted(name, values.isEmpty() ? "none" : String.join(", ", values));
    }
}
