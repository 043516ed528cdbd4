package dev.extrausage.stream.app;

import dev.extrausage.catalog.CatalogError;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.process.ReadyFile;
import dev.extrausage.process.StartRefused;
import dev.extrausage.process.Variables;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of {@link LedgerApp}, from the environment. */
public final class AppEnvironment {
    /** The ledger's consumer group, and the beginning of all its other names on Kafka. */
    static final String APPLICATION_ID = "LEDGER_APPLICATION_ID";
    /** Where the stores lie. */
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

    /**
     * Takes the ledger's variables; {@code variables} as in {@link System#getenv()}.
     *
     * @throws StartRefused naming one that is not the ledger's
     */
    public AppEnvironment(Map<String, String> variables) {
        this.variables = new Variables(variables, NAMES);
    }

    /** Throws {@link StartRefused} naming the variable that is missing or out of its bounds. */
    public LedgerSettings settings() {
        try {
            KafkaAccess kafka = KafkaAccess.by(variables.bootstrapServers(),
                    variables.path(Variables.KAFKA_CONFIG).orElse(null),
                    variables.kafkaSettings(), Variables.KAFKA_PREFIX + "…");
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

    /** Throws {@link StartRefused} with line and reason when the file is no good catalog. */
    Catalog catalog() {
        Optional<Path> file = variables.path(Variables.CATALOG);
        try {
            return file.isEmpty() ? CatalogFile.defaultCatalog() : CatalogFile.read(file.get());
        } catch (CatalogError e) {
            throw new StartRefused(e.getMessage(), e);
        } catch (IOException e) {
            throw new StartRefused(
                    Variables.CATALOG + ": " + file.orElseThrow() + " cannot be read: " + e, e);
        }
    }

    /** The schema ids of the cluster; throws {@link StartRefused} when the address is none. */
    SchemaIds schemaIds() {
        Optional<URI> address = variables.url(Variables.SCHEMA_REGISTRY_URL);
        return address.isEmpty() ? ReleasedSchemas.load()
                : new SchemaRegistry(SchemaRegistry.Settings.of(address.get()));
    }

    /** Where its operations port is; throws {@link StartRefused} when the address is none. */
    Optional<OperationsAddress> operations() {
        return OperationsAddress.of(variables);
    }

    ReadyFile readyFile() {
        return variables.readyFile();
    }
}
