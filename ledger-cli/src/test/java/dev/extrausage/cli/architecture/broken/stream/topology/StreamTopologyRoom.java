package dev.extrausage.cli.architecture.broken.stream.topology;

import dev.extrausage.cli.architecture.broken.stream.cellar.CellarStream;

/** A room that goes down to the cellar. */
public final class StreamTopologyRoom {
    private CellarStream known;

    CellarStream known() {
        return known;
    }
}
