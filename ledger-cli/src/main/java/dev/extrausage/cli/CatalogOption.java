package dev.extrausage.cli;

import dev.extrausage.catalog.CatalogError;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a catalog in place of the one built in. */
final class CatalogOption {
    @Option(names = "--catalog", paramLabel = "F",
            description = "Prices, plans and terms; by default those built in.")
    private Path file;

    /** The catalog; throws {@link CannotRun} with line and reason when it is refused. */
    Catalog read() {
        return file == null ? CatalogFile.defaultCatalog() : read(file);
    }

    /** The catalog in a file; throws {@link CannotRun} with line and reason when it is refused. */
    static Catalog read(Path file) {
        try {
            return CatalogFile.read(file);
        } catch (CatalogError e) {
            throw new CannotRun(e.getMessage(), e);
        } catch (IOException e) {
            throw new CannotRun(InputFile.unreadable(file, e), e);
        }
    }
}
