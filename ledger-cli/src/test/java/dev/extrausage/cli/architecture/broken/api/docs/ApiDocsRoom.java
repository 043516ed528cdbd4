package dev.extrausage.cli.architecture.broken.api.docs;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiDocsRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
