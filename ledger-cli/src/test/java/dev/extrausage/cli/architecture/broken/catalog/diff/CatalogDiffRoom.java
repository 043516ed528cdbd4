package dev.extrausage.cli.architecture.broken.catalog.diff;

import dev.extrausage.cli.architecture.broken.catalog.cellar.CellarCatalog;

/** A room that goes down to the cellar. */
public final class CatalogDiffRoom {
    private CellarCatalog known;

    CellarCatalog known() {
        return known;
    }
}
