package dev.extrausage.cli;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.catalog.CatalogTopic;
import dev.extrausage.stack.OpenJournal;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a catalog in place of the one that the ledger runs with. */
final class RunningCatalogOption {
    @Option(names = "--catalog", paramLabel = "F",
            description = "Prices, plans and terms; by default those that the ledger runs with.")
    private Path file;

    /**
     * The catalog named, or else {@code running}; throws {@link CannotRun} with line and reason
     * when it is refused.
     */
    Catalog or(Catalog running) {
        return file == null ? running : CatalogOption.read(file);
    }

    /** The catalog that the ledger there keeps on its topic; without any, the one built in. */
    static Catalog running(OpenJournal journal) {
        return CatalogTopic.read(journal.kafka()).catalog()
                .orElseGet(CatalogFile::defaultCatalog);
    }
}
