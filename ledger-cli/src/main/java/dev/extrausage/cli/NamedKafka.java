package dev.extrausage.cli;

import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stack.RunningStack;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A Kafka that a command is told of by its address, in place of a data directory. */
final class NamedKafka {
    @Option(names = "--bootstrap", paramLabel = "HOST:PORT",
            description = "The ledger's Kafka, in place of --data.")
    private String bootstrap;

    @Option(names = "--schema-registry", paramLabel = "URL", converter = WebUrl.class,
            description = "The schema registry of that Kafka; by default the ids built in.")
    private URI registry;

    @Mixin private KafkaConfigOption config;

    /** True if the command line names one. */
    boolean isGiven() {
        return bootstrap != null;
    }

    /** The way to it, or to that of the stack that runs on {@code data} if none is named. */
    Cluster connect(Path data) {
        if (isGiven()) {
            return Cluster.connect(config.access(bootstrap), Target.ids(registry));
        }
        RunningStack running = Target.runningOn(data);
        return Cluster.connect(config.access(running), idsOf(running));
    }

    /**
     * The journal there, or for none named that of a data directory, where the stack may run or be
     * stopped; the caller closes it.
     */
    OpenJournal openJournal(Path data) {
        try {
            if (isGiven()) {
                KafkaAccess access = config.access(bootstrap);
                Cluster.knock(access);
                return OpenJournal.at(access, Target.ids(registry));
            }
            RunningStack running = RunningStack.in(data).orElse(null);
            return running == null ? OpenJournal.in(data, Target.ids(registry))
                    : OpenJournal.at(config.access(running), idsOf(running));
        } catch (JournalUnreadable | ClusterProblem e) {
            throw new CannotRun(e.getMessage(), e);
        }
    }

    private SchemaIds idsOf(RunningStack running) {
        return Target.ids(registry == null ? running.schemaRegistry() : registry);
    }
}
