package dev.extrausage.cli;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.BadKafkaConfig;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stack.RunningStack;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running ledger a command speaks to: the one on a data directory, or the one of a Kafka. */
final class Target {
    /** Where a stack keeps its data if nobody says otherwise. */
    static final String DEFAULT_DATA = "ledger-data";

    @Option(names = "--data", paramLabel = "DIR", defaultValue = DEFAULT_DATA,
            description = "The data directory of a running `ledger up` (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT",
            description = "The ledger's Kafka, in place of --data.")
    private String bootstrap;

    @Option(names = "--schema-registry", paramLabel = "URL",
            description = "The schema registry of that Kafka; by default the ids built in.")
    private URI schemaRegistry;

    @Mixin private KafkaConfigOption kafka;

    /** The Kafka; the caller closes it. */
    Cluster connect() {
        if (bootstrap != null) {
            return Cluster.connect(kafka.access(bootstrap), ids(schemaRegistry));
        }
        RunningStack running = running();
        return Cluster.connect(access(running, kafka),
                ids(schemaRegistry == null ? running.schemaRegistry() : schemaRegistry));
    }

    /** The journal there, also of a stopped stack's data; the caller closes it. */
    OpenJournal openJournal() {
        return JournalOption.open(data, bootstrap, kafka, schemaRegistry);
    }

    /** The stack that runs on the data directory; throws {@link CannotRun} when there is none. */
    RunningStack running() {
        return RunningStack.in(data).orElseThrow(() -> new CannotRun("No ledger runs on "
                + data.toAbsolutePath().normalize() + ": start one with `ledger up`, name its data"
                + " directory with --data, or its Kafka with --bootstrap.", null));
    }

    /** The way to a running stack's Kafka: the stack's own, unless the option says otherwise. */
    static KafkaAccess access(RunningStack running, KafkaConfigOption kafka) {
        try {
            return running.access(kafka.file());
        } catch (BadKafkaConfig e) {
            throw new CannotRun(e.getMessage() + ".", e);
        }
    }

    /** The schema ids of that registry, or those checked in with the code for null. */
    static SchemaIds ids(URI registry) {
        return registry == null ? ReleasedSchemas.load()
                : new SchemaRegistry(SchemaRegistry.Settings.of(registry));
    }
}
