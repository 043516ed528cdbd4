package dev.extrausage.cli.architecture.broken.client.publish;

import dev.extrausage.cli.architecture.broken.client.cellar.CellarClient;

/** A room that goes down to the cellar. */
public final class ClientPublishRoom {
    private CellarClient known;

    CellarClient known() {
        return known;
    }
}
