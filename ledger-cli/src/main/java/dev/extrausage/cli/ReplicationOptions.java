package dev.extrausage.cli;

import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The copies that a Kafka keeps of each of the ledger's topics, and how many a write waits for. */
final class ReplicationOptions {
    @Option(names = "--replication", paramLabel = "N", defaultValue = "1",
            description = "How many brokers hold each topic (default: ${DEFAULT-VALUE}; 3 in"
                    + " production).")
    private int replication;

    @Option(names = "--min-insync", paramLabel = "N",
            description = "How many of them must have a record before it counts (default: one less"
                    + " than --replication, at least 1).")
    private Integer minInsync;

    @Spec(Target.MIXEE) private CommandSpec spec;

    /** The settings of the ledger there; a {@link ParameterException} naming what is too much. */
    LedgerSettings settings(KafkaAccess kafka, String applicationId, Path stateDirectory) {
        try {
            return new LedgerSettings(kafka.bootstrap(), applicationId, stateDirectory, 1, 1,
                    replication, inSync(), kafka.settings());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int inSync() {
        return minInsync == null ? Math.max(1, replication - 1) : minInsync;
    }
}
