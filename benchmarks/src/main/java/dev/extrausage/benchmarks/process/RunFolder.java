package dev.extrausage.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A new folder for all that a run writes; removed at the end, and when the program is ended. */
public final class RunFolder implements AutoCloseable {
    private final Path path;
    private final Thread hook = new Thread(this::remove);

    private RunFolder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Makes one in {@code directory}, which is made as well if it is not there. */
    public static RunFolder in(Path directory) {
        try {
            Files.createDirectories(directory);
            return new RunFolder(Files.createTempDirectory(directory, "ledger-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place of the folder. */
    public Path path() {
        return path;
    }

    /** Processes that are being killed may still make files, so it looks again. */
    private void remove() {
        for (int look = 0; look < 20 && Files.exists(path); look++) {
            try (Stream<Path> inside = Files.walk(path)) {
                List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                continue; // what was removed or made meanwhile is seen by the next look
            }
        }
    }

    @Override public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the hook runs already
        }
    }
}
