package dev.extrausage.cli.architecture.broken.kafka;

import dev.extrausage.cli.architecture.broken.core.Careless;

/** Support that knows the rules. */
public final class Deciding {
    private Careless known;

    Careless known() {
        return known;
    }
}
