package dev.extrausage.cli.architecture.broken.api.server;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiServerRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
