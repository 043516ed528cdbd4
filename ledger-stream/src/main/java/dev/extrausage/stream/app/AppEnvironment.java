package dev.extrausage.stream.app;

import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.kafka.environment.ClusterVariables;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.process.ReadyFile;
import dev.extrausage.process.StartRefused;
import dev.extrausage.process.Variables;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of {@link LedgerApp}, from the environment. */
public final class AppEnvironment {
    /** The ledger's consumer group, and the beginning of all its other names on Kafka. */
    static final String APPLICATION_ID = "LEDGER_APPLICATION_ID";
    /** The directory of the stores. */
    static final String STATE_DIRECTORY = "LEDGER_STATE_DIR";
    /** The number of threads that share this process's partitions. */
    static final String THREADS = "LEDGER_THREADS";
    /** The number of processes for the partitions; a single one leaves its group when it stops. */
    static final String INSTANCES = "LEDGER_INSTANCES";
    /** The number of copies Kafka keeps of the ledger's own changelogs. */
    static final String REPLICATION_FACTOR = "LEDGER_REPLICATION_FACTOR";
    /** The number of copies that must have a record before it counts as written. */
    static final String MIN_INSYNC_REPLICAS = "LEDGER_MIN_INSYNC_REPLICAS";
    /** The names of the ledger's own variables, besides {@link Variables#COMMON}. */
    public static final Set<String> NAMES = Set.of(APPLICATION_ID, STATE_DIRECTORY, THREADS,
            INSTANCES, REPLICATION_FACTOR, MIN_INSYNC_REPLICAS);

    private final Variables variables;
    private final ClusterVariables cluster;

    /**
     * Takes the ledger's variables; {@code variables} as in {@link System#getenv()}.
     *
     * @throws StartRefused naming one that is not the ledger's
     */
    public AppEnvironment(Map<String, String> variables) {
        this.variables = new Variables(variables, NAMES);
        cluster = new ClusterVariables(this.variables);
    }

    /** Throws {@link StartRefused} naming the variable that is missing or out of its bounds. */
    public LedgerSettings settings() {
        try {
            KafkaAccess kafka = cluster.kafka();
            return new LedgerSettings(kafka.bootstrap(),
                    variables.text(APPLICATION_ID).orElse(LedgerSettings.DEFAULT_APPLICATION_ID),
                    variables.path(STATE_DIRECTORY).orElse(Path.of("ledger-state")),
                    variables.number(THREADS, 1, 1), variables.number(INSTANCES, 1, 1),
                    variables.number(REPLICATION_FACTOR, 3, 1),
                    variables.number(MIN_INSYNC_REPLICAS, 2, 1), kafka.settings());
        } catch (IllegalArgumentException e) {
            throw new StartRefused(e.getMessage(), e);
        }
    }

    /** Throws {@link StartRefused} if Kafka speaks TLS and the settings do not. */
    void requireTlsWhereSpoken() {
        cluster.requireTlsWhereSpoken();
    }

    /** The catalog to decide by; throws {@link StartRefused} with line and reason. */
    Catalog catalog() {
        return cluster.catalog();
    }

    /** The schema ids of the cluster; throws {@link StartRefused} when the address is none. */
    SchemaIds schemaIds() {
        return cluster.schemaIds();
    }

    /** The address of its operations port; throws {@link StartRefused} when the address is none. */
    Optional<OperationsAddress> operations() {
        return OperationsAddress.of(variables);
    }

    ReadyFile readyFile() {
        return variables.readyFile();
    }
}
