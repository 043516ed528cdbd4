package dev.extrausage.cli.architecture.broken.consumers.autoreload;

import dev.extrausage.cli.architecture.broken.consumers.cellar.CellarConsumers;

/** A room that goes down to the cellar. */
public final class ConsumersAutoreloadRoom {
    private CellarConsumers known;

    CellarConsumers known() {
        return known;
    }
}
