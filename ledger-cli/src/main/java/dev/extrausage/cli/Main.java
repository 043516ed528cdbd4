package dev.extrausage.cli;

/** The entry point of the program. */
public final class Main {
    private Main() {}

    /** Runs the command that {@code args} name and exits with its {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(LedgerCommand.commandLine().execute(args));
    }
}
