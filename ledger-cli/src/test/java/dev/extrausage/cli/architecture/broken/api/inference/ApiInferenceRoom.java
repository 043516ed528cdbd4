package dev.extrausage.cli.architecture.broken.api.inference;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiInferenceRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
