package dev.extrausage.cli.architecture.broken.api.operations;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiOperationsRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
