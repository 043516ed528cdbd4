package dev.extrausage.cli.architecture.broken.client.meters;

import dev.extrausage.cli.architecture.broken.client.cellar.CellarClient;

/** A room that goes down to the cellar. */
public final class ClientMetersRoom {
    private CellarClient known;

    CellarClient known() {
        return known;
    }
}
