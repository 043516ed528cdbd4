package dev.extrausage.cli;

import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stack.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which journal a command looks back on. */
final class JournalOption {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = Target.DEFAULT_DATA,
            description = "The data directory of a ledger, running or stopped (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT",
            description = "The ledger's Kafka, in place of --data.")
    private String bootstrap;

    @Option(names = "--schema-registry", paramLabel = "URL",
            description = "The schema registry of that Kafka; by default the ids built in.")
    private URI registry;

    @Mixin private KafkaConfigOption kafka;

    /** Opens it; the caller closes it. Throws {@link CannotRun} when it cannot be. */
    OpenJournal open() {
        return open(data, bootstrap, kafka, registry);
    }

    /** As {@link #open}, also where there is no ledger's data yet: the directory is made. */
    OpenJournal openNew() {
        if (bootstrap == null) {
            try {
                Files.createDirectories(data.resolve("kafka"));
            } catch (IOException e) {
                throw new CannotRun(data + " cannot be made: " + e.getMessage(), e);
            }
        }
        return open();
    }

    /** The journal of the Kafka at {@code bootstrap}, or for null the one of a data directory. */
    static OpenJournal open(
            Path data, String bootstrap, KafkaConfigOption kafka, URI registry) {
        try {
            if (bootstrap != null) {
                Cluster.knock(bootstrap);
                return OpenJournal.at(kafka.access(bootstrap), Target.ids(registry));
            }
            RunningStack running = RunningStack.in(data).orElse(null);
            if (running == null) {
                return OpenJournal.in(data, Target.ids(registry));
            }
            return OpenJournal.at(Target.access(running, kafka),
                    Target.ids(registry == null ? running.schemaRegistry() : registry));
        } catch (JournalUnreadable | ClusterProblem e) {
            throw new CannotRun(e.getMessage(), e);
        }
    }
}
