package dev.extrausage.journal.redecide;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The catalog as it was when an entry was decided. A version that was put into the file after the
 * fact, for a time that had been decided, does not change what was decided.
 */
final class DecidingCatalog {
    private final Catalog whole;
    private final Map<String, Catalog> upTo = new HashMap<>();

    DecidingCatalog(Catalog whole) {
        this.whole = whole;
        List<CatalogVersion> all = whole.versions();
        for (int i = 0; i < all.size(); i++) {
            upTo.put(all.get(i).version(), new Catalog(all.subList(0, i + 1)));
        }
    }

    /** The one that names {@code version} for that time; the whole one where there is none. */
    Catalog of(String version, long time) {
        return whole.at(time).version().equals(version)
                ? whole : upTo.getOrDefault(version, whole);
    }
}
