package dev.extrausage.cli.architecture.broken.consumers.runtime;

import dev.extrausage.cli.architecture.broken.consumers.cellar.CellarConsumers;

/** A room that goes down to the cellar. */
public final class ConsumersRuntimeRoom {
    private CellarConsumers known;

    CellarConsumers known() {
        return known;
    }
}
