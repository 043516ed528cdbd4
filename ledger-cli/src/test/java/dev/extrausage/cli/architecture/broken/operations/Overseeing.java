package dev.extrausage.cli.architecture.broken.operations;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** An operations port that knows the command. */
public final class Overseeing {
    private Start known;

    Start known() {
        return known;
    }
}
