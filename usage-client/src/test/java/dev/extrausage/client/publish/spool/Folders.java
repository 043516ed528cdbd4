package dev.extrausage.client.publish.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder as a kill would leave it: what is written is there, nothing else happens any more. */
final class Folders {
    private Folders() { }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** The newest segment in it. */
    static Path lastSegment(Path folder) throws IOException {
        return files(folder).stream().filter(f -> f.toString().endsWith(".spool"))
                .reduce((older, newer) -> newer).orElseThrow();
    }
}
