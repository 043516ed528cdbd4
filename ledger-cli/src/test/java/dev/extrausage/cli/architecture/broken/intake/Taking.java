package dev.extrausage.cli.architecture.broken.intake;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** An intake that knows the command. */
public final class Taking {
    private Start known;

    Start known() {
        return known;
    }
}
