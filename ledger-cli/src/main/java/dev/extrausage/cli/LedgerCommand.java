package dev.extrausage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands; by itself it only says which there are. */
@Command(
        name = "ledger",
        description = "Plan allowance and extra usage: exact balances from usage events.",
        mixinStandardHelpOptions = true,
        version = "extra-usage-ledger 0.1.0-SNAPSHOT",
        subcommands = {
            ReplayCommand.class,
            AuditCommand.class,
            CommandLine.HelpCommand.class
        })
final class LedgerCommand implements Runnable {
    @Spec private CommandSpec spec;

    /** The command line as {@link Main} and the tests run it. */
    static CommandLine commandLine() {
        return new CommandLine(new LedgerCommand())
                .setExitCodeExceptionMapper(e -> ExitCode.COULD_NOT_RUN)
                .setExecutionExceptionHandler(LedgerCommand::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** What a user can act on is one sentence; anything else is a bug and shows where it is. */
    private static int failed(
            Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (e instanceof CannotRun) {
            commandLine.getErr().println("ledger: " + e.getMessage());
        } else {
            e.printStackTrace(commandLine.getErr());
        }
        commandLine.getErr().flush();
        return ExitCode.COULD_NOT_RUN;
    }
}
