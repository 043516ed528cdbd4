package dev.extrausage.kafka.access;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Tells why a file or folder could not be used. Java's own message of the most frequent reasons is
 * the name of the file and nothing else.
 */
public final class FileError {
    private FileError() {}

    /** The reason, behind the name of the file where it is known; never empty. */
    public static String reason(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (!(e instanceof FileSystemException of) || of.getReason() != null) {
            return message;
        }
        return message + reasonOfKind(of);
    }

    private static String reasonOfKind(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return ": there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return ": permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return ": is no folder";
        }
        return e instanceof FileAlreadyExistsException
                ? ": there is a file of that name already" : "";
    }
}
