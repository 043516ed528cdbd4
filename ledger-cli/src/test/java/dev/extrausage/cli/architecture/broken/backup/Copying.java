package dev.extrausage.cli.architecture.broken.backup;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** A backup that knows the command. */
public final class Copying {
    private Start known;

    Start known() {
        return known;
    }
}
