package dev.extrausage.catalog;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@code catalog.yaml} (section 3). Every amount in it is read exactly, as text. */
public final class CatalogFile {
    private static final String DEFAULT = "catalog.yaml";

    private CatalogFile() {}

    /**
     * Reads the catalog in {@code file}.
     *
     * @throws CatalogError when it breaks a rule of section 3, with the line
     * @throws IOException when it cannot be read
     */
    public static Catalog read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in.readNBytes(YamlText.MAX_BYTES + 1));
        }
    }

    /**
     * Reads the catalog in {@code utf8}, the bytes of a file that messages call {@code name}.
     *
     * @throws CatalogError when it breaks a rule of section 3, with the line
     */
    public static Catalog read(String name, byte[] utf8) {
        return new Catalog(versions(name, utf8), new Catalog.Text() {
            @Override public String name() {
                return name;
            }

            @Override public int lineOf(String version, List<String> keys) {
                return CatalogFile.lineOf(utf8, version, keys);
            }
        });
    }

    private static List<CatalogVersion> versions(String name, byte[] utf8) {
        Value versions = YamlText.root(name, utf8).fields("versions").required("versions");
        List<CatalogVersion> read = new ArrayList<>();
        for (Value version : versions.list()) {
            read.add(new VersionReader(version).versionAfter(read));
        }
        if (read.isEmpty()) {
            throw versions.error("versions is empty: must have at least one version");
        }
        return read;
    }

    /**
     * Returns the line of {@code utf8}, a catalog that is not refused, that says what a line of
     * {@link VersionLines} says; where the file leaves it out, the line of what it is left out of.
     *
     * @param version the name of a version in the file
     * @param keys the line's keys from the version down
     */
    public static int lineOf(byte[] utf8, String version, List<String> keys) {
        Value versions = YamlText.root(DEFAULT, utf8).fields("versions").required("versions");
        for (Value each : versions.list()) {
            if (each.child("version").text().equals(version)) {
                return lineOf(each, keys);
            }
        }
        return versions.line();
    }

    private static int lineOf(Value version, List<String> keys) {
        Value deepest = version;
        for (String key : keys) {
            Value child = deepest.child(key);
            if (child == null) {
                break;
            }
            deepest = child;
        }
        return deepest.line();
    }

    /** Returns the built-in catalog: the example of section 3, word for word. */
    public static Catalog defaultCatalog() {
        try (InputStream in = CatalogFile.class.getResourceAsStream(DEFAULT)) {
            return new Catalog(versions(DEFAULT, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
