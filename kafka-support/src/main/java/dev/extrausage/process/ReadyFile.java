package dev.extrausage.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is there while the process does its work. A container is checked by looking for it:
 * that needs no port, and no second JVM.
 */
public final class ReadyFile {
    private final Optional<Path> file;
    /** Null until first told: the file of a process that was killed may be there, or not. */
    private Boolean shown;

    /** Shows nothing when there is no file. */
    public ReadyFile(Optional<Path> file) {
        this.file = file;
    }

    /**
     * Creates or deletes the file; may be told the same again and again.
     *
     * @throws UncheckedIOException naming the file that cannot be written
     */
    public void show(boolean isReady) {
        if (file.isEmpty() || shown != null && isReady == shown) {
            return;
        }
        try {
            if (isReady) {
                Files.writeString(file.get(), "ready" + System.lineSeparator());
            } else {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the ready file cannot be written: " + file.get(), e);
        }
        shown = isReady;
    }
}
