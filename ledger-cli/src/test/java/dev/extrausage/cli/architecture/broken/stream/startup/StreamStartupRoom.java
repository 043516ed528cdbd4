package dev.extrausage.cli.architecture.broken.stream.startup;

import dev.extrausage.cli.architecture.broken.stream.cellar.CellarStream;

/** A room that goes down to the cellar. */
public final class StreamStartupRoom {
    private CellarStream known;

    CellarStream known() {
        return known;
    }
}
