package dev.extrausage.cli.architecture.broken.stream.app;

import dev.extrausage.cli.architecture.broken.stream.cellar.CellarStream;

/** A room that goes down to the cellar. */
public final class StreamAppRoom {
    private CellarStream known;

    CellarStream known() {
        return known;
    }
}
