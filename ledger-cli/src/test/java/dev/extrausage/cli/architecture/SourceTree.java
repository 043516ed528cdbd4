package dev.extrausage.cli.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The repository's own files: neither what a build leaves in it nor what a run does. */
final class SourceTree {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Set<String> NOT_SOURCES = Set.of("target", "ledger-data", "ledger-demo");

    private SourceTree() {
    }

    /** The file of this path from the repository's root. */
    static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** The text of the file of this path from the repository's root. */
    static String text(String path) {
        return text(file(path));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path from the repository's root, with slashes on every system. */
    static String nameOf(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    /** All files under a folder whose names end in one of these, in the order of their paths. */
    static List<Path> filesUnder(String folder, String... endings) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(file(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes about) {
                    String name = path.getFileName().toString();
                    return NOT_SOURCES.contains(name) || name.startsWith(".")
                            ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes about) {
                    if (List.of(endings).stream().anyMatch(path.toString()::endsWith)) {
                        found.add(path);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(found);
        return found;
    }
}
