package dev.extrausage.cli.architecture.broken.stream.stores;

import dev.extrausage.cli.architecture.broken.stream.cellar.CellarStream;

/** A room that goes down to the cellar. */
public final class StreamStoresRoom {
    private CellarStream known;

    CellarStream known() {
        return known;
    }
}
