package dev.extrausage.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.extrausage.benchmarks.process.ChildFailed;
import dev.extrausage.benchmarks.rounds.TooShort;
import java.io.PrintWriter;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The program behind {@code ./ledger bench}, which is on no other program's class path. */
public final class BenchMain {
    /** The exit status of a benchmark that could not run, as of every ledger command. */
    private static final int COULD_NOT_RUN = 2;
    /** Kafka warns of each try to make a topic that exists, and of defaults that do not matter. */
    private static final Map<String, Level> VERBOSE = Map.of(
            "dev.extrausage", Level.INFO,
            Logger.ROOT_LOGGER_NAME, Level.WARN,
            "kafka.server.DefaultAutoTopicCreationManager", Level.ERROR,
            "org.apache.kafka.streams.StreamsConfig", Level.ERROR);

    private BenchMain() {}

    /** Measures what {@code args} ask for; exits with 0, or with 2 when it could not. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line as {@link #main} and the tests run it. */
    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setUsageHelpWidth(100)
                .setExitCodeExceptionMapper(e -> COULD_NOT_RUN)
                .setExecutionStrategy(BenchMain::run)
                .setExecutionExceptionHandler(BenchMain::failed);
    }

    private static int run(ParseResult parsed) {
        BenchCommand command = (BenchCommand) parsed.commandSpec().userObject();
        if (command.isVerbose()) {
            VERBOSE.forEach((name, level) ->
                    ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        BenchCommand command = commandLine.getCommand();
        if (command.isVerbose()) {
            e.printStackTrace(err);
        } else if (e instanceof ChildFailed || e instanceof TooShort
                || e instanceof FiguresNotWritten) {
            err.println("ledger: " + e.getMessage());
        } else {
            err.println("ledger: this should not happen: " + e
                    + ". With --verbose it shows where; please report it.");
        }
        err.flush();
        return COULD_NOT_RUN;
    }
}
