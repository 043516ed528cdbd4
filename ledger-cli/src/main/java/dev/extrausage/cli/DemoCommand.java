package dev.extrausage.cli;

import dev.extrausage.cli.text.DemoText;
import dev.extrausage.core.InputAge;
import dev.extrausage.kafka.access.FileError;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.demo.Demo;
import dev.extrausage.stack.demo.DemoProgress;
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
            "With --live it goes on by the real clock: the HTTP API stays up, a small load runs,"
                    + " and links are printed that lead a browser to it, until Ctrl-C.",
            "",
            "Exit status: 0 when it was played to its end, and with --live after Ctrl-C or SIGTERM,"
                    + " 2 when it could not be."
        })
final class DemoCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");
    private static final int USUAL_PORT = 8080;
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

    @Option(names = "--live",
            description = "Go on afterwards with the HTTP API and a small load, until Ctrl-C.")
    private boolean live;

    @Option(names = "--http-port", paramLabel = "N",
            description = "With --live: where the HTTP API listens (default: 8080; 0: any free"
                    + " port).")
    private Integer httpPort;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (days < 1 || days > MOST_DAYS) {
            throw new ParameterException(spec.commandLine(), "--days is " + days
                    + ": must be 1 to 34, since an event older than 35 days is refused");
        }
        int port = port();
        Path directory = directory();
        Demo demo = new Demo(directory, days, seed, this::tell);
        Path cards = cards(demo);
        Stack stack = live ? demo.stackWithApi(port) : demo.stack();
        StopSignal.during(stack::close, () -> play(demo, directory, stack));
        say("");
        say("To see it in a browser, go on with it, and open the link that is printed then:");
        say("  " + ShellLine.ledger("up", "--data", directory.toString(),
                "--cards", cards.toString()));
        say("Meanwhile, or afterwards:");
        say("  " + ShellLine.ledger("balance", "northwind", "--data", directory.toString()));
        say("  " + ShellLine.ledger("audit", "--data", directory.toString()));
        return ExitCode.DONE;
    }

    private int port() {
        if (httpPort != null && !live) {
            throw new ParameterException(spec.commandLine(),
                    "--http-port is " + httpPort + ": without --live there is no HTTP API");
        }
        int port = httpPort == null ? USUAL_PORT : httpPort;
        PortNumber.check(spec, "--http-port", port);
        return port;
    }

    private void play(Demo demo, Path directory, Stack stack) {
        Logs.toFile(directory.resolve("ledger.log"));
        spec.commandLine().getErr().println(
                "starting a broker, the ledger and the consumers on " + directory + " ...");
        spec.commandLine().getErr().flush();
        try {
            stack.start();
            DemoResult result = demo.play(stack);
            say("");
            DemoText.of(result).forEach(this::say);
            if (live) {
                goOn(demo, stack);
            }
        } catch (DemoStuck e) {
            throw new CannotRun(e.getMessage(), e);
        }
    }

    private void goOn(Demo demo, Stack stack) {
        say("");
        DemoText.live(stack.apiUrl(), demo.links(stack)).forEach(this::say);
        demo.goOn(stack);
        stack.failure().ifPresent(why -> {
            throw new CannotRun("Stopped: " + why + ".", null);
        });
    }

    private void tell(DemoProgress progress) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(DemoText.of(progress));
        err.flush();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static Path cards(Demo demo) {
        try {
            return demo.writeCards();
        } catch (IOException e) {
            throw new CannotRun("The file of the cards cannot be written: " + FileError.reason(e)
                    + ".", e);
        }
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
            throw new CannotRun("The directory " + chosen + " cannot be used: "
                    + FileError.reason(e) + ".", e);
        }
    }
}
