package dev.extrausage.cli;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs the command that {@code args} name and exits with its {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(LedgerCommand.commandLine().execute(args));
    }
}
