package dev.extrausage.cli;

import dev.extrausage.embedded.KafkaNotStartedException;
import dev.extrausage.cli.remote.RemoteProblem;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.process.StartRefused;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.stream.startup.CannotStart;
import java.io.PrintWriter;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all commands; by itself it only says which there are. */
@Command(
        name = "ledger",
        description = "Plan allowance and extra usage: exact balances from usage events.",
        mixinStandardHelpOptions = true,
        version = "extra-usage-ledger 0.1.0-SNAPSHOT",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ServeCommand.class,
            TopicsCommand.class,
            RebuildCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ReshardCommand.class,
            HealthCommand.class,
            DoctorCommand.class,
            PublishCommand.class,
            TopUpCommand.class,
            AttentionCommand.class,
            KeyCommand.class,
            BalanceCommand.class,
            GateCommand.class,
            ReplayCommand.class,
            ExampleCommand.class,
            AuditCommand.class,
            CheckpointCommand.class,
            ExplainCommand.class,
            StatementCommand.class,
            TrialBalanceCommand.class,
            RefusedCommand.class,
            ResubmitCommand.class,
            WhatIfCommand.class,
            CatalogCommand.class,
            BenchHint.class,
            CommandLine.HelpCommand.class
        })
final class LedgerCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT,
            description = "Show where in the program an error comes from, and log more.")
    private boolean verbose;

    /** The command line as {@link Main} and the tests run it. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new LedgerCommand())
                .setUsageHelpWidth(100)
                .setExitCodeExceptionMapper(e -> ExitCode.COULD_NOT_RUN)
                .setExecutionStrategy(LedgerCommand::run)
                .setExecutionExceptionHandler(LedgerCommand::failed);
        handDownVersion(line.getCommandSpec());
        return line;
    }

    /** Gives the version to all commands below: each offers {@code --version} by itself. */
    private static void handDownVersion(CommandSpec command) {
        for (CommandLine sub : command.subcommands().values()) {
            sub.getCommandSpec().version(command.version());
            handDownVersion(sub.getCommandSpec());
        }
    }

    private static int run(ParseResult parsed) {
        if (isVerbose(parsed.commandSpec())) {
            Logs.verbose();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static boolean isVerbose(CommandSpec any) {
        return ((LedgerCommand) any.root().userObject()).verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** A fault that a user can mend is one sentence; where it comes from is shown on request. */
    private static int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (isVerbose(commandLine.getCommandSpec())) {
            e.printStackTrace(err);
        } else if (isForUsers(e)) {
            err.println("ledger: " + e.getMessage());
        } else if (refusal(e) != null) {
            err.println("ledger: Kafka refuses this login: " + refusal(e).getMessage());
        } else {
            err.println("ledger: this should not happen: " + e
                    + ". With --verbose it shows where; please report it.");
        }
        err.flush();
        return ExitCode.COULD_NOT_RUN;
    }

    /** Kafka's own no, to who it is or to what he may do; null if that is not the reason. */
    private static Throwable refusal(Throwable e) {
        Throwable why = e;
        while (why != null && !(why instanceof AuthorizationException)
                && !(why instanceof AuthenticationException)) {
            why = why.getCause();
        }
        return why;
    }

    private static boolean isForUsers(Exception e) {
        return e instanceof CannotRun || e instanceof RemoteProblem || e instanceof ClusterProblem
                || e instanceof CannotStart || e instanceof KafkaNotStartedException
                || e instanceof StartRefused
                || e instanceof SchemaIds.SchemaRefused;
    }
}
