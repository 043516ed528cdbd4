package dev.extrausage.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The bounds of a port to listen on; 0 is any free one. */
final class PortNumber {
    private static final int MOST = 65_535;

    private PortNumber() {}

    /** Refuses a port that is none; the message names option, value and bound. */
    static void check(CommandSpec spec, String option, int value) {
        if (value < 0 || value > MOST) {
            throw new ParameterException(spec.commandLine(),
                    option + " is " + value + ": must be 0 to " + MOST);
        }
    }
}
