package dev.extrausage.cli.architecture.broken.consumers.cyclereset;

import dev.extrausage.cli.architecture.broken.consumers.cellar.CellarConsumers;

/** A room that goes down to the cellar. */
public final class ConsumersCycleresetRoom {
    private CellarConsumers known;

    CellarConsumers known() {
        return known;
    }
}
