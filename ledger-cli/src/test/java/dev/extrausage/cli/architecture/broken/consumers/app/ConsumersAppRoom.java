package dev.extrausage.cli.architecture.broken.consumers.app;

import dev.extrausage.cli.architecture.broken.consumers.cellar.CellarConsumers;

/** A room that goes down to the cellar. */
public final class ConsumersAppRoom {
    private CellarConsumers known;

    CellarConsumers known() {
        return known;
    }
}
