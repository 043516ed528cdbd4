package dev.extrausage.cli.architecture.broken.api.access;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiAccessRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
