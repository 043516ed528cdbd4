package dev.extrausage.cli.architecture.broken.kafka;

import dev.extrausage.cli.architecture.broken.core.Careless;

/** A broker that knows the rules. */
final class Deciding {
    private Careless rules;

    Careless rules() {
        return rules;
    }
}
