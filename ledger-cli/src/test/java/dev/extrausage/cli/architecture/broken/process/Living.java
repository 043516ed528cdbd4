package dev.extrausage.cli.architecture.broken.process;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** A lifecycle that knows the command. */
public final class Living {
    private Start known;

    Start known() {
        return known;
    }
}
