package dev.extrausage.cli.architecture.broken.schemas;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** Schemas that know the command. */
final class Knowing {
    private Start rules;

    Start rules() {
        return rules;
    }
}
