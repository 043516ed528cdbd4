package dev.extrausage.cli.architecture.broken.payments;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** A port of payments that knows the command. */
public final class Paying {
    private Start known;

    Start known() {
        return known;
    }
}
