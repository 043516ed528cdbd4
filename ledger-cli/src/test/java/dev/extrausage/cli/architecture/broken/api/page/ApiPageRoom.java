package dev.extrausage.cli.architecture.broken.api.page;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiPageRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
