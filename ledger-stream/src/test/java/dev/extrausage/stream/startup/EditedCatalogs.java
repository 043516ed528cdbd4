package dev.extrausage.stream.startup;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that an operator could write: the built-in catalog, edited or with versions added. */
final class EditedCatalogs {
    private static final String HEAD = "versions:\n";
    private static final String VERSION = builtIn().substring(builtIn().indexOf("  - version"));

    private EditedCatalogs() {}

    /** The built-in version under another name and beginning. */
    static String version(String name, String from) {
        return VERSION.replace("2026-01\n", name + "\n").replace("2026-01-01T00:00:00Z", from);
    }

    /** A catalog of these versions. */
    static Catalog of(String... versions) {
        return CatalogFile.read("catalog.yaml",
                (HEAD + String.join("", versions)).getBytes(StandardCharsets.UTF_8));
    }

    private static String builtIn() {
        try (InputStream in = CatalogFile.class.getResourceAsStream("catalog.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
