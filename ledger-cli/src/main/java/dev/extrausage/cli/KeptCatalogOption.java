package dev.extrausage.cli;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.catalog.CatalogTopic;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names a catalog in place of the one that a ledger keeps. */
final class KeptCatalogOption {
    @Option(names = "--catalog", paramLabel = "F",
            description = "Prices, plans and terms; by default those that the ledger keeps on"
                    + " catalog-versions, or those built in where it keeps none.")
    private Path file;

    /**
     * The catalog in the file, if one is named; throws {@link CannotRun} with line and reason when
     * it is refused.
     */
    Optional<Catalog> named() {
        return Optional.ofNullable(file).map(CatalogOption::read);
    }

    /**
     * The catalog that the ledger of that Kafka keeps, or the built-in one.
     *
     * @param kafka the settings by which clients reach it
     * @throws dev.extrausage.kafka.ClusterProblem the topic cannot be read, or holds no catalog
     */
    static Catalog keptOn(Map<String, Object> kafka) {
        return CatalogTopic.read(kafka).catalog().orElseGet(CatalogFile::defaultCatalog);
    }
}
