package dev.extrausage.cli;

import dev.extrausage.catalog.CatalogError;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
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
        return read(file.toString(), InputFile.bytes(file));
    }

    /** The catalog in {@code utf8}, the bytes of a file that messages call {@code name}. */
    static Catalog read(String name, byte[] utf8) {
        try {
            return CatalogFile.read(name, utf8);
        } catch (CatalogError e) {
            throw new CannotRun(e.getMessage(), e);
        }
    }
}
