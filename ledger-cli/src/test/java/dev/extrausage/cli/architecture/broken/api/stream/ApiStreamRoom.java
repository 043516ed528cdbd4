package dev.extrausage.cli.architecture.broken.api.stream;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiStreamRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
