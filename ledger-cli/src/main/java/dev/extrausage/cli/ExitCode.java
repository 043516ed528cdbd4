package dev.extrausage.cli;

/** The exit statuses of every command. */
final class ExitCode {
    /** It did what it was asked to. */
    static final int DONE = 0;
    /** It ran to its end, and its answer is "not all is well"; the output says what. */
    static final int NOT_WELL = 1;
    /** It could not run: wrong arguments, an unreadable file, a broker that is not there. */
    static final int COULD_NOT_RUN = 2;

    private ExitCode() {}
}
