package dev.extrausage.cli;

import dev.extrausage.cli.text.StackText;
import dev.extrausage.kafka.access.FileError;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.process.FreeSpace;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger up}: the whole system in one process, until it is told to stop. */
@Command(
        name = "up",
        description = "Runs the ledger, its three consumers and a Kafka broker in this process"
                + " until Ctrl-C. What they keep stays in the data directory, and the next start"
                + " goes on with it. With --bootstrap they run against a Kafka that is there.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Everything listens on 127.0.0.1 only.",
            "",
            "It ends in order, with a sentence, when its disk has less than --least-free, and says"
                    + " in its log from eight times that on how much is left.",
            "",
            "Exit status: 0 after Ctrl-C or SIGTERM and an orderly stop, 2 when it could not start"
                    + " or had to stop by itself, as for want of disk space; 1 when Kafka itself"
                    + " ended the process at once, as when its disk fails: the next start goes on."
        })
final class UpCommand implements Callable<Integer> {
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final long MOST_LEAST_FREE = 1L << 30;
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    @Option(names = "--data", paramLabel = "DIR", defaultValue = Target.DEFAULT_DATA,
            description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--port", paramLabel = "N", defaultValue = "9092",
            description = "Where the broker listens (default: ${DEFAULT-VALUE}; 0: any free port).")
    private int port;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT",
            description = "Use the Kafka there, whose topics `ledger topics` made, and start no"
                    + " broker.")
    private String bootstrap;

    @Option(names = "--secure",
            description = "Lock the broker: TLS, a login for each part and no more permissions"
                    + " than it needs, with certificates and passwords made on the spot in the data"
                    + " directory.")
    private boolean secure;

    @Option(names = "--min-insync", paramLabel = "N", defaultValue = "1",
            description = "With --bootstrap: how many brokers must have a record before it counts"
                    + " (default: ${DEFAULT-VALUE}).")
    private int minInsync;

    @Option(names = "--partitions", paramLabel = "N",
            defaultValue = "" + StackSettings.DEFAULT_PARTITIONS,
            description = "How many partitions the topics of a new data directory get (default:"
                    + " ${DEFAULT-VALUE}). `ledger reshard` changes it.")
    private int partitions;

    @Option(names = "--schema-registry", paramLabel = "URL", converter = WebUrl.class,
            description = "Take schema ids from this registry; by default those built in, which"
                    + " any Kafka client may also ask this process for.")
    private URI schemaRegistry;

    @Option(names = "--registry-port", paramLabel = "N", defaultValue = "0",
            description = "Where the built-in schemas and the health are told over HTTP (default:"
                    + " any free port).")
    private int registryPort;

    @Option(names = "--http-port", paramLabel = "N", defaultValue = "8080",
            description = "Where the HTTP API listens (default: ${DEFAULT-VALUE}; 0: any free"
                    + " port).")
    private int httpPort;

    @Option(names = "--operations-port", paramLabel = "N", defaultValue = "0",
            description = "Where /livez, /readyz and /metrics are (default: any free port).")
    private int operationsPort;

    @Option(names = "--allow-origin", paramLabel = "ORIGIN",
            description = "An origin whose pages may ask the API from a browser, with a bearer"
                    + " token, such as a host product's; repeatable.")
    private List<String> allowedOrigins = List.of();

    @Option(names = "--least-free", paramLabel = "MIB", defaultValue = "128",
            description = "The mebibytes that must be free on the disk of the data directory"
                    + " (default: ${DEFAULT-VALUE}).")
    private long leastFree;

    @Option(names = "--cards", paramLabel = "FILE",
            description = "Simulated cards: an account and card-ok, card-declined, card-timeout,"
                    + " card-lost-answer, card-late, card-silent or card-no-refund on each line.")
    private Path cards;

    @Mixin private CatalogOption catalog;

    @Mixin private KafkaConfigOption kafkaConfig;

    @Mixin private RateOptions rates;

    @Mixin private AdmissionOptions admissions;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        StackSettings settings = settings();
        Stack stack = new Stack(settings, space());
        StopSignal.during(stack::close, () -> run(stack, settings));
        return ExitCode.DONE;
    }

    private void run(Stack stack, StackSettings settings) {
        logInto(data);
        say("starting ...");
        stack.start();
        stack.awaitReady(LONGEST_START);
        StackText.of(settings, stack, withEach()).forEach(this::say);
        while (!stack.isStopping()) {
            stack.failure().ifPresent(why -> {
                throw new CannotRun("Stopped: " + why + ". What was not decided yet is decided"
                        + " after the next start.", null);
            });
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private StackSettings settings() {
        PortNumber.check(spec, "--port", port);
        PortNumber.check(spec, "--registry-port", registryPort);
        PortNumber.check(spec, "--http-port", httpPort);
        PortNumber.check(spec, "--operations-port", operationsPort);
        if (partitions < 1 || minInsync < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--partitions and --min-insync must be at least 1");
        }
        return new StackSettings(data, port, kafka(), schemaRegistry, registryPort, partitions,
                minInsync, catalog.read(), cardsOnFile(), InstantSource.system(), httpPort,
                operationsPort, Duration.ofMinutes(1), allowedOrigins, rates.rates(),
                admissions.settings(), secure);
    }

    private KafkaAccess kafka() {
        if (bootstrap == null && kafkaConfig.isGiven()) {
            throw new ParameterException(spec.commandLine(),
                    "--kafka-config is for a Kafka that is there: name it with --bootstrap");
        }
        if (bootstrap != null && secure) {
            throw new ParameterException(spec.commandLine(), "--secure is for the broker that this"
                    + " starts: a Kafka that is there is locked by whoever runs it, and"
                    + " `ledger topics --acls`");
        }
        return bootstrap == null ? null : kafkaConfig.access(bootstrap);
    }

    private FreeSpace space() {
        if (leastFree < 0 || leastFree > MOST_LEAST_FREE) {
            throw new ParameterException(spec.commandLine(), "--least-free is " + leastFree
                    + ": must be 0 to " + MOST_LEAST_FREE);
        }
        return new FreeSpace(data, leastFree << 20);
    }

    private CardsOnFile cardsOnFile() {
        try {
            return cards == null ? CardsOnFile.byAccountId() : CardsOnFile.read(cards);
        } catch (IOException e) {
            throw new CannotRun(InputFile.unreadable(cards, e), e);
        } catch (IllegalArgumentException e) {
            throw new CannotRun(e.getMessage(), e);
        }
    }

    private static void logInto(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new CannotRun("The data directory " + data + " cannot be made: "
                    + FileError.reason(e) + ".", e);
        }
        Logs.toFile(data.resolve("ledger.log"));
    }

    /** The option that other commands need for this stack; empty: none. */
    private String withEach() {
        return data.equals(Path.of(Target.DEFAULT_DATA)) ? "" : "--data " + data;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
