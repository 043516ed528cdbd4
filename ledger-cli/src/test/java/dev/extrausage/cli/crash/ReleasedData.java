package dev.extrausage.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The data of an earlier version of this project that was stopped in order: its data folder
 * ({@code data}), the spool of a publisher whose Kafka was away ({@code spool}), events that it had
 * decided ({@code decided.jsonl}), and what its commands said ({@code expected.json}).
 * {@link ReleasedDataMaker} makes one.
 */
record ReleasedData(Path data, Path spool, Path decided, JsonNode expected) {
    static final String DATA = "data";
    static final String SPOOL = "spool";
    static final String DECIDED = "decided.jsonl";
    static final String EXPECTED = "expected.json";

    /** Files of use to people only, or with paths of the machine that wrote them. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "data/(schemas/.*|ledger\\.log.*|running\\.json|.*\\.lock|.*/\\.lock)"
                    + "|.*/rocksdb/.*/(LOG.*|LOCK|OPTIONS-.*)|spool/.*\\.lock");

    /** Unpacks the one of that name into a folder. */
    static ReleasedData unpack(String name, Path folder) throws IOException {
        try (InputStream file = ReleasedData.class.getResourceAsStream(name + ".zip");
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                Path path = folder.resolve(e.getName());
                if (e.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(zip, path);
                }
            }
        }
        JsonNode expected = new ObjectMapper().readTree(folder.resolve(EXPECTED).toFile());
        return new ReleasedData(folder.resolve(DATA), folder.resolve(SPOOL),
                folder.resolve(DECIDED), expected);
    }

    /** The time since it was stopped. */
    Duration age() {
        return Duration.between(Instant.parse(expected.get("known_at").asText()), Instant.now());
    }

    /** Packs a folder that has the four of them. */
    static void pack(Path folder, Path zipFile) throws IOException {
        try (OutputStream file = Files.newOutputStream(zipFile);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> tree = Files.walk(folder)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (Path path : tree.sorted().toList()) {
                String name = folder.relativize(path).toString();
                if (isPacked(name)) {
                    add(zip, path, name);
                }
            }
        }
    }

    private static boolean isPacked(String name) {
        return List.of(DATA, SPOOL, DECIDED, EXPECTED).contains(name.split("/")[0])
                && !LEFT_OUT.matcher(name).matches();
    }

    private static void add(ZipOutputStream zip, Path path, String name) throws IOException {
        boolean isFolder = Files.isDirectory(path);
        ZipEntry entry = new ZipEntry(isFolder ? name + "/" : name);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        if (!isFolder) {
            Files.copy(path, zip);
        }
        zip.closeEntry();
    }
}
