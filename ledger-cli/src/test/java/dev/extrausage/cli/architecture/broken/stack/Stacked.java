package dev.extrausage.cli.architecture.broken.stack;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** A stack that knows the command. */
public final class Stacked {
    private Start known;

    Start known() {
        return known;
    }
}
