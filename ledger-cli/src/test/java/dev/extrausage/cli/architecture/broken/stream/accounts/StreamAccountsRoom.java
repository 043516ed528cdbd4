package dev.extrausage.cli.architecture.broken.stream.accounts;

import dev.extrausage.cli.architecture.broken.stream.cellar.CellarStream;

/** A room that goes down to the cellar. */
public final class StreamAccountsRoom {
    private CellarStream known;

    CellarStream known() {
        return known;
    }
}
