package dev.extrausage.cli.architecture.broken.api.accounts;

import dev.extrausage.cli.architecture.broken.api.cellar.CellarApi;

/** A room that goes down to the cellar. */
public final class ApiAccountsRoom {
    private CellarApi known;

    CellarApi known() {
        return known;
    }
}
