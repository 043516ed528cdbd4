package dev.extrausage.kafka.environment;

import dev.extrausage.catalog.CatalogError;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.access.BadKafkaConfig;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.process.StartRefused;
import dev.extrausage.process.Variables;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The cluster of a process: Kafka, catalog and schemas as {@link Variables#COMMON} name them. Each
 * method throws {@link StartRefused} naming the variable that is missing or wrong.
 */
public final class ClusterVariables {
    private final Variables variables;

    /** Takes the process's variables. */
    public ClusterVariables(Variables variables) {
        this.variables = variables;
    }

    /** The way to Kafka. */
    public KafkaAccess kafka() {
        try {
            return KafkaAccess.by(variables.bootstrapServers(),
                    variables.path(Variables.KAFKA_CONFIG).orElse(null),
                    variables.kafkaSettings(), Variables.KAFKA_PREFIX + "…");
        } catch (BadKafkaConfig e) {
            throw new StartRefused(e.getMessage(), e);
        }
    }

    /** Refuses a Kafka that speaks TLS where the settings do not; one that is away may come. */
    public void requireTlsWhereSpoken() {
        try {
            Cluster.requireTlsWhereSpoken(kafka());
        } catch (ClusterProblem e) {
            throw new StartRefused(e.getMessage(), e);
        }
    }

    /** The catalog, by default the example of the SPEC; an error names the line and the reason. */
    public Catalog catalog() {
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

    /** The schema ids, by default those checked in with the code; the caller closes them. */
    public SchemaIds schemaIds() {
        Optional<URI> address = variables.url(Variables.SCHEMA_REGISTRY_URL);
        return address.isEmpty() ? ReleasedSchemas.load()
                : new SchemaRegistry(SchemaRegistry.Settings.of(address.get()));
    }
}
