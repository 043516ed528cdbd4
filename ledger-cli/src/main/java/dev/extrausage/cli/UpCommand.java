package dev.extrausage.cli;

import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.process.FreeSpace;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
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
                    + " ${DEFAULT-VALUE}). This is for life.")
    private int partitions;

    @Option(names = "--schema-registry", paramLabel = "URL",
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

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Stack stack = new Stack(settings(), space());
        StopSignal.during(stack, () -> run(stack));
        return ExitCode.DONE;
    }

    private void run(Stack stack) {
        logInto(data);
        say("starting ...");
        stack.start();
        stack.awaitReady(LONGEST_START);
        tell(stack);
        while (!stack.isStopping()) {
            stack.failure().ifPresent(why -> {
                throw new CannotRun("Stopped: " + why + ". What was not decided yet is decided"
                        + " after the next start.", null);
            });
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private StackSettings settings() {
        portIn(0, "--port", port);
        portIn(0, "--registry-port", registryPort);
        portIn(0, "--http-port", httpPort);
        portIn(0, "--operations-port", operationsPort);
        if (partitions < 1 || minInsync < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--partitions and --min-insync must be at least 1");
        }
        return new StackSettings(data, port, kafka(), schemaRegistry, registryPort, partitions,
                minInsync, catalog.read(), cardsOnFile(), InstantSource.system(), httpPort,
                operationsPort, Duration.ofMinutes(1), allowedOrigins, secure);
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

    private void portIn(int least, String option, int value) {
        if (value < least || value > 65_535) {
            throw new ParameterException(spec.commandLine(),
                    option + " is " + value + ": must be " + least + " to 65535");
        }
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
            throw new CannotRun("The data directory " + data + " cannot be made: " + e.getMessage()
                    + ".", e);
        }
        Logs.toFile(data.resolve("ledger.log"));
    }

    private void tell(Stack stack) {
        say("The ledger runs. Ctrl-C stops it; what it keeps is in "
                + data.toAbsolutePath().normalize() + ".");
        say("");
        say("  Kafka    " + stack.bootstrap()
                + (bootstrap != null ? ", not this process's"
                        : secure ? ", embedded, locked" : ", embedded"));
        stack.logins().ifPresent(this::tellLogins);
        say("  schemas  " + (schemaRegistry == null
                ? stack.healthAndSchemasUrl() + " (a read-only registry)" : schemaRegistry)
                + ", as files in " + stack.schemas());
        say("  health   " + stack.healthAndSchemasUrl() + "/health");
        say("  API      " + stack.apiUrl() + "/docs");
        say("  watched  " + stack.operationsUrl() + "/readyz?verbose and /metrics");
        say("  keys     " + data.resolve("operator.key") + " and " + data.resolve("finance.key"));
        say("  sign in  " + stack.operatorLink() + " (works once, for ten minutes)");
        say("  log      " + data.resolve("ledger.log").toAbsolutePath().normalize());
        say("");
        topics();
        say("");
        say("To produce: the key is the account_id in UTF-8; the value is byte 0, the schema id in"
                + " 4 bytes,");
        say("then Avro. Partition by murmur2: Java's default, partitioner=murmur2_random in"
                + " librdkafka.");
        say("Or: ledger publish FILE, ledger top-up ACCOUNT AMOUNT, ledger balance ACCOUNT"
                + (data.equals(Path.of(Target.DEFAULT_DATA)) ? "" : ", each with --data " + data)
                + ".");
    }

    private void tellLogins(Path logins) {
        say("  logins   " + logins.toAbsolutePath().normalize() + ", for your user alone: "
                + Arrays.stream(KafkaRole.values()).map(role -> role.roleName() + ".properties")
                        .collect(Collectors.joining(", ")));
        say("           a client takes its file as it is: ledger audit --bootstrap HOST:PORT"
                + " --kafka-config auditor.properties,");
        say("           kafka-console-consumer.sh --command-config auditor.properties,"
                + " UsageGate.builder(…).kafkaConfig(inference.properties);");
        say("           others trust ca.pem, and log in by SCRAM-SHA-512 with the password in"
                + " passwords/ROLE. `ledger … --data` needs none.");
    }

    private void topics() {
        ReleasedSchemas released = ReleasedSchemas.load();
        String row = "  %-17s %-16s %s";
        say(String.format(row, "topic", "value", schemaRegistry == null ? "schema id" : ""));
        for (Topics topic : Topics.values()) {
            say(String.format(row, topic.topicName(), topic.valueName(),
                    schemaRegistry != null ? "" : topic.valueSchema()
                            .map(s -> "" + released.idOf(topic.topicName(), s)).orElse("-"))
                    .stripTrailing());
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
