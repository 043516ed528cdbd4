package dev.extrausage.cli.architecture.broken.api.http;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiHttpRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
