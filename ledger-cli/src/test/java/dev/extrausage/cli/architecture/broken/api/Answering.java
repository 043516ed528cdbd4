package dev.extrausage.cli.architecture.broken.api;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** An API that knows the command. */
public final class Answering {
    private Start known;

    Start known() {
        return known;
    }
}
