package dev.extrausage.cli.architecture.broken.api.app;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiAppRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
