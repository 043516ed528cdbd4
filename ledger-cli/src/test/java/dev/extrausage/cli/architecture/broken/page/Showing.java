package dev.extrausage.cli.architecture.broken.page;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** A file of the page that knows the command. */
public final class Showing {
    private Start known;

    Start known() {
        return known;
    }
}
