package dev.extrausage.cli.architecture.broken.stream.duplicates;

import dev.extrausage.cli.architecture.broken.stream.cellar.CellarStream;

/** A room that goes down to the cellar. */
public final class StreamDuplicatesRoom {
    private CellarStream known;

    CellarStream known() {
        return known;
    }
}
