package dev.extrausage.cli;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stack.RunningStack;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The running ledger that a command speaks to: that of a data directory, or of a Kafka. */
final class Target {
    /** The directory in which a stack keeps its data if nobody names another. */
    static final String DEFAULT_DATA = "ledger-data";

    @Option(names = "--data", paramLabel = "DIR", defaultValue = DEFAULT_DATA,
            description = "The data directory of a running `ledger up` (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path data;

    @Mixin private NamedKafka kafka;

    /** The Kafka; the caller closes it. */
    Cluster connect() {
        return kafka.connect(data);
    }

    /** The journal there, also of a stopped stack's data; the caller closes it. */
    OpenJournal openJournal() {
        return kafka.openJournal(data);
    }

    /** The stack that runs on a data directory; throws {@link CannotRun} when there is none. */
    static RunningStack runningOn(Path data) {
        return RunningStack.in(data).orElseThrow(() -> new CannotRun(RunningStack.hasClaimed(data)
                ? "The ledger on " + data.toAbsolutePath().normalize() + " starts or stops just"
                        + " now: run this again once `ledger health` says that it is ready."
                : "No ledger runs on " + data.toAbsolutePath().normalize() + ": start one with"
                        + " `ledger up`, name its data directory with --data, or its Kafka with"
                        + " --bootstrap.", null));
    }

    /** The schema ids of that registry, or those checked in with the code for null. */
    static SchemaIds ids(URI registry) {
        return registry == null ? ReleasedSchemas.load()
                : new SchemaRegistry(SchemaRegistry.Settings.of(registry));
    }
}
