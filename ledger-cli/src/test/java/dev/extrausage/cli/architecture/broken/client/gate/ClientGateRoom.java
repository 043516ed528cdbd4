package dev.extrausage.cli.architecture.broken.client.gate;

import dev.extrausage.cli.architecture.broken.client.cellar.CellarClient;

/** A room that goes down to the cellar. */
public final class ClientGateRoom {
    private CellarClient known;

    CellarClient known() {
        return known;
    }
}
