package dev.extrausage.cli.architecture.broken.api.writes;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiWritesRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
