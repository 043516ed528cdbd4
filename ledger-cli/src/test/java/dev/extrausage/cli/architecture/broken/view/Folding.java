package dev.extrausage.cli.architecture.broken.view;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** A view that knows the command. */
public final class Folding {
    private Start known;

    Start known() {
        return known;
    }
}
