package dev.extrausage.cli;

import dev.extrausage.stack.Health;
import dev.extrausage.stack.RunningStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger health}: whether a running stack does its work. */
@Command(
        name = "health",
        description = "Says whether the ledger that runs on a data directory decides inputs and"
                + " answers top-ups now, and what is not ready.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 when it is ready, 1 when it is not, or does not run."})
final class HealthCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = Target.DEFAULT_DATA,
            description = "The data directory of `ledger up` (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        RunningStack running = RunningStack.in(data).orElse(null);
        if (running == null) {
            out.println((RunningStack.hasClaimed(data)
                    ? "not ready: the ledger starts or stops just now, on "
                    : "not ready: no ledger runs on ") + data.toAbsolutePath().normalize());
            return ExitCode.NOT_WELL;
        }
        try {
            Health health = running.askHealth();
            if (health.isReady()) {
                out.println("ready: Kafka at " + running.bootstrap());
                return ExitCode.DONE;
            }
            health.problems().forEach(why -> out.println("not ready: " + why));
        } catch (IOException e) {
            out.println("not ready: the ledger at " + running.healthAndSchemas()
                    + " does not answer (" + e.getMessage() + ")");
        }
        return ExitCode.NOT_WELL;
    }
}
