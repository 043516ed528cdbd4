package dev.extrausage.cli.architecture.broken.cli;

import dev.extrausage.cli.architecture.broken.core.Careless;

/** A main class, in a cycle with the rules. */
public final class Start {
    /** Not a constant, so that whoever reads it depends on this class. */
    public static final String NAME = new String("start");

    private Start() {}

    /** Does nothing. */
    public static void main(String[] args) {
        new Careless();
    }
}
