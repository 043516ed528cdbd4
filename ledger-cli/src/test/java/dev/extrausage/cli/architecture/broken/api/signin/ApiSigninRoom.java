package dev.extrausage.cli.architecture.broken.api.signin;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiSigninRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
