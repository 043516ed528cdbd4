package dev.extrausage.cli;

import dev.extrausage.cli.text.DemoText;
import dev.extrausage.core.InputAge;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.demo.Demo;
import dev.extrausage.stack.demo.DemoResult;
import dev.extrausage.stack.demo.DemoStuck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger demo}: a month of a few dozen accounts, in a minute or two. */
@Command(
        name = "demo",
        description = "Plays a month of traffic, ending now, for a few dozen accounts on all"
                + " plans, against a real broker, the real ledger and the real consumers in this"
                + " process, with one simulated clock; then shows what each account used, bought"
                + " and was refused.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "In the table, `extra` is what is left of extra usage, then comes what was used by app"
                    + " at list price, then what was bought by hand and by auto-reload, how many"
                    + " payments were declined, how many requests the service refused after it had"
                    + " asked the account's snapshot, and how many days the credit lasts at the"
                    + " rate of the last seven days.",
            "",
            "Exit status: 0 when it was played to its end, 2 when it could not be."
        })
final class DemoCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");
    private static final int MOST_DAYS =
            (int) TimeUnit.MILLISECONDS.toDays(InputAge.WELL_WITHIN_WINDOW_MILLIS);

    @Option(names = "--data", paramLabel = "DIR",
            description = "Where its data goes: a new or empty directory (default: a new one under"
                    + " ledger-demo).")
    private Path data;

    @Option(names = "--days", paramLabel = "N", defaultValue = "34",
            description = "How many days are played, 1 to 34 (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Another seed, other traffic (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (days < 1 || days > MOST_DAYS) {
            throw new ParameterException(spec.commandLine(), "--days is " + days
                    + ": must be 1 to 34, since an event older than 35 days is refused");
        }
        Path directory = directory();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Demo demo = new Demo(directory, days, seed, progress -> {
            err.println(DemoText.of(progress));
            err.flush();
        });
        Stack stack = demo.stack();
        StopSignal signal = StopSignal.stops(stack);
        try (stack) {
            Logs.toFile(directory.resolve("ledger.log"));
            err.println("starting a broker, the ledger and the consumers on " + directory + " ...");
            err.flush();
            stack.start();
            DemoResult result = demo.play(stack);
            out.println();
            DemoText.of(result).forEach(out::println);
            out.flush();
        } catch (DemoStuck e) {
            throw new CannotRun(e.getMessage(), e);
        } finally {
            if (signal.isGiven()) {
                signal.awaitStopped();
            }
            signal.forget();
        }
        out.println("To look around:  ledger up --data " + directory);
        out.println("and then:        ledger balance ada --data " + directory);
        out.println("or:              ledger audit --data " + directory);
        out.flush();
        return ExitCode.DONE;
    }

    /** A demo never goes on with, or over, what is there. */
    private Path directory() {
        Path chosen = data == null
                ? Path.of("ledger-demo", NAME.format(LocalDateTime.now())) : data;
        try {
            Files.createDirectories(chosen);
            try (Stream<Path> inside = Files.list(chosen)) {
                if (inside.findAny().isPresent()) {
                    throw new CannotRun("The directory " + chosen + " is not empty: name a new one,"
                            + " or delete it first.", null);
                }
            }
            return chosen;
        } catch (IOException e) {
            throw new CannotRun("The directory " + chosen + " cannot be used: " + e.getMessage()
                    + ".", e);
        }
    }
}
