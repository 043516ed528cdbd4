package dev.extrausage.cli.architecture.broken.consumers.topup;

import dev.extrausage.cli.architecture.broken.consumers.cellar.CellarConsumers;

/** A room that goes down to the cellar. */
public final class ConsumersTopupRoom {
    private CellarConsumers known;

    CellarConsumers known() {
        return known;
    }
}
