package dev.extrausage.cli.architecture.broken.api.routing;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiRoutingRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
