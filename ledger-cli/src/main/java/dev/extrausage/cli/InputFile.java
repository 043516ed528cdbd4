package dev.extrausage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a command's argument names; {@code -} is the standard input. */
final class InputFile {
    private static final Path STANDARD_INPUT = Path.of("-");

    private InputFile() {}

    /** Its bytes; throws {@link CannotRun} with a sentence when it cannot be read. */
    static InputStream open(Path file) {
        if (file.equals(STANDARD_INPUT)) {
            return System.in;
        }
        if (Files.isDirectory(file)) {
            throw new CannotRun(file + " is a directory: name a file.", null);
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new CannotRun(unreadable(file, e), e);
        }
    }

    /** All its bytes; throws {@link CannotRun} with a sentence when it cannot be read. */
    static byte[] bytes(Path file) {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new CannotRun(unreadable(file, e), e);
        }
    }

    /** The reason why it cannot be read, as a sentence. */
    static String unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "There is no file " + file + ".";
        }
        String why = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
        return file + " cannot be read: " + why + ".";
    }
}
