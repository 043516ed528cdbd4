package dev.extrausage.catalog.diff;

import dev.extrausage.catalog.diff.VersionChange.Kind;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares catalogs version by version, by their meaning (section 3). */
public final class CatalogDiff {
    private CatalogDiff() {}

    /**
     * Returns how {@code after} differs from {@code before}: versions dropped, edited and
     * added, in this order; versions that mean the same are left out. An added version is compared
     * with the one that would be in force at its start without it.
     */
    public static List<VersionChange> between(Catalog before, Catalog after) {
        Map<String, CatalogVersion> old = new HashMap<>();
        before.versions().forEach(version -> old.put(version.version(), version));
        List<VersionChange> dropped = new ArrayList<>();
        List<VersionChange> edited = new ArrayList<>();
        List<VersionChange> added = new ArrayList<>();
        CatalogVersion previous = null;
        for (CatalogVersion version : after.versions()) {
            CatalogVersion was = old.remove(version.version());
            if (was == null) {
                CatalogVersion without =
                        previous == null ? before.at(version.effectiveFrom()) : previous;
                added.add(change(Kind.ADDED, without, version));
            } else if (!was.equals(version)) {
                edited.add(change(Kind.EDITED, was, version));
            }
            previous = version;
        }
        before.versions().stream().filter(version -> old.containsKey(version.version()))
                .forEach(version -> dropped.add(
                        new VersionChange(Kind.DROPPED, version, null, List.of())));
        dropped.addAll(edited);
        dropped.addAll(added);
        return dropped;
    }

    /** Returns what each version of a catalog but the first changes. */
    public static List<VersionChange> within(Catalog catalog) {
        List<VersionChange> changes = new ArrayList<>();
        List<CatalogVersion> versions = catalog.versions();
        for (int i = 1; i < versions.size(); i++) {
            changes.add(change(Kind.ADDED, versions.get(i - 1), versions.get(i)));
        }
        return changes;
    }

    private static VersionChange change(Kind kind, CatalogVersion was, CatalogVersion is) {
        List<String> sentences = new ArrayList<>();
        if (kind == Kind.EDITED && was.effectiveFrom() != is.effectiveFrom()) {
            sentences.add("It comes into force at " + Wording.time(is.effectiveFrom())
                    + ", instead of " + Wording.time(was.effectiveFrom()) + ".");
        }
        sentences.addAll(VersionSentences.of(was, is));
        return new VersionChange(kind, is, was, List.copyOf(sentences));
    }
}
