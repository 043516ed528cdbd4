package dev.extrausage.consumers.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is there while the process does its work. A container is checked by looking for it:
 * that needs no port, and no second JVM.
 */
public final class ReadyFile {
    private final Optional<Path> file;
    private boolean shown = true;

    /** Without a file nothing is shown. One that a killed process left goes when first told. */
    public ReadyFile(Optional<Path> file) {
        this.file = file;
    }

    /** Shows whether the process is ready; to be told again and again. */
    public void show(boolean isReady) throws IOException {
        if (file.isEmpty() || isReady == shown) {
            return;
        }
        if (isReady) {
            Files.writeString(file.get(), "ready" + System.lineSeparator());
        } else {
            Files.deleteIfExists(file.get());
        }
        shown = isReady;
    }
}
