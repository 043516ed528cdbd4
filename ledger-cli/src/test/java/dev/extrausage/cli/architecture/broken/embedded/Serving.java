package dev.extrausage.cli.architecture.broken.embedded;

import dev.extrausage.cli.architecture.broken.cli.Start;

/** A broker that knows the rules. */
public final class Serving {
    private Start known;

    Start known() {
        return known;
    }
}
