package dev.extrausage.cli.architecture.broken.kafka;

import dev.extrausage.cli.architecture.broken.core.Careless;
import dev.extrausage.cli.architecture.broken.process.Living;

/** Support that knows the rules, and the process that it runs in. */
public final class Deciding {
    private Careless known;
    private Living around;

    Careless known() {
        return known;
    }

    Living around() {
        return around;
    }
}
