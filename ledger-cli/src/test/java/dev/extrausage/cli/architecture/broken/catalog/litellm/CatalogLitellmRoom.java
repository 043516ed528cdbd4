package dev.extrausage.cli.architecture.broken.catalog.litellm;

import dev.extrausage.cli.architecture.broken.catalog.cellar.CellarCatalog;

/** A room that goes down to the cellar. */
public final class CatalogLitellmRoom {
    private CellarCatalog known;

    CellarCatalog known() {
        return known;
    }
}
