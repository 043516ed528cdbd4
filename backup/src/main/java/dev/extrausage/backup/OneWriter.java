package dev.extrausage.backup;

import dev.extrausage.kafka.access.FileError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to write backups into a directory, which one process has at a time: a lock on a file
 * there. The system gives it back when the process ends, in whatever way.
 */
final class OneWriter implements AutoCloseable {
    private static final String FILE = "backup.lock";

    private final FileChannel file;

    private OneWriter(FileChannel file) {
        this.file = file;
    }

    /** Takes it; throws {@link BackupProblem} if somebody has it. */
    static OneWriter of(Path directory) {
        Path path = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new BackupProblem(directory + " cannot be made: " + FileError.reason(e), e);
        }
        try {
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(file)) {
                return new OneWriter(file);
            }
            file.close();
        } catch (IOException e) {
            throw new BackupProblem(path + " cannot be locked: " + FileError.reason(e), e);
        }
        throw new BackupProblem("another backup is being written into " + directory
                + ": wait until it has ended");
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process
        }
    }

    @Override public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new BackupProblem("the lock on a directory of backups cannot be given back: "
                    + FileError.reason(e), e);
        }
    }
}
