package dev.extrausage.cli.architecture.broken.schemas;

import dev.extrausage.cli.architecture.broken.core.Careless;

/** Schemas that know the rules. */
final class Knowing {
    private Careless rules;

    Careless rules() {
        return rules;
    }
}
