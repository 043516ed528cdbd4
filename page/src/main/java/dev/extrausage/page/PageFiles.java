package dev.extrausage.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All files of the page: our own and the library's. They are served below a folder named by their
 * common hash ({@link #version}), so that a browser may keep each of them for ever and never
 * mixes two versions: our modules import each other by relative paths.
 */
public final class PageFiles {
    private static final String OWN = "/dev/extrausage/page/web";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final int HASH_BYTES = 8;

    /** The library's packages by the names that its modules use, and their first modules. */
    private static final Map<String, String> ENTRIES = Map.of(
            "lit-html", "lit-html/lit-html.js",
            "@lit/reactive-element", "lit__reactive-element/reactive-element.js");
    /** The packages' files for others: builds for development, for Node, and decorators. */
    private static final Pattern UNUSED =
            Pattern.compile("/(development|node|decorators|experimental-|polyfill-|private-ssr)");
    private static final Pattern BARE_IMPORT =
            Pattern.compile("(from|import)\\s*\"(lit-html|@lit/reactive-element)\"");

    private final Map<String, PageFile> files = new TreeMap<>();
    private final String version;

    private PageFiles() {
        for (String library : new String[] {"lit-html", "lit-element", "lit__reactive-element"}) {
            collect(WEBJARS + library, path -> path.endsWith(".js") && !UNUSED.matcher(path).find(),
                    (path, bytes) -> add("vendor/" + library + "/" + path.substring(
                            path.indexOf('/') + 1), relinked(bytes, path)));
        }
        collect(OWN, path -> true, this::add);
        version = hash();
    }

    /** Reads all files; throws an unchecked exception where one cannot be read. */
    public static PageFiles load() {
        return new PageFiles();
    }

    /** The name of the folder to serve the files in: 16 hexadecimal digits, new with any change. */
    public String version() {
        return version;
    }

    /** The file at that path below the folder, where there is one. */
    public Optional<PageFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** All files by their paths. */
    public Map<String, PageFile> all() {
        return Collections.unmodifiableMap(files);
    }

    private void add(String path, byte[] bytes) {
        files.put(path, PageFile.of(path, bytes));
    }

    /**
     * A module of the library whose imports of packages are relative paths: a browser needs that,
     * or an import map, which a host product's page would have to carry for our elements.
     */
    private static byte[] relinked(byte[] bytes, String path) {
        // One folder up for the library's own, and one for each folder below its version's.
        String up = "../".repeat(path.split("/").length - 1);
        return BARE_IMPORT.matcher(new String(bytes, StandardCharsets.UTF_8))
                .replaceAll((MatchResult found) ->
                        found.group(1) + "\"" + up + ENTRIES.get(found.group(2)) + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, file) -> {
                digest.update(path.getBytes(StandardCharsets.UTF_8));
                digest.update(file.bytes());
            });
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private interface Taking {
        void take(String path, byte[] bytes);
    }

    /** Walks a folder of resources, in a jar or on disk. */
    private static void collect(
            String folder, Predicate<String> wanted, Taking taking) {
        try {
            URI uri = PageFiles.class.getResource(folder).toURI();
            if (!uri.getScheme().equals("jar")) {
                walk(Path.of(uri), wanted, taking);
                return;
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                walk(jar.getPath(folder), wanted, taking);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the page's files cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void walk(
            Path root, Predicate<String> wanted, Taking taking)
            throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(path).toString().replace('\\', '/');
                if (wanted.test(name)) {
                    taking.take(name, Files.readAllBytes(path));
                }
            }
        }
    }
}
