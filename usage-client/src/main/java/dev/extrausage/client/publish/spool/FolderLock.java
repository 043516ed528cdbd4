package dev.extrausage.client.publish.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The exclusive claim of one spool, in one process, on its folder. It is the operating system's
 * lock on an open file, which a process releases however it dies.
 *
 * <p>The system releases a process's lock as soon as the process closes the file, by whichever of
 * its descriptors. So a second spool of this process must not even open that file. It fails at
 * another file before, where Java's own table of locks refuses it and nothing else is at stake.
 */
final class FolderLock implements Closeable {
    private final FileChannel here;
    private final FileChannel everywhere;

    private FolderLock(FileChannel here, FileChannel everywhere) {
        this.here = here;
        this.everywhere = everywhere;
    }

    static FolderLock of(Path folder) throws IOException {
        FileChannel here = locked(folder, "in-use-here.lock");
        try {
            return new FolderLock(here, locked(folder, "in-use.lock"));
        } catch (IOException | RuntimeException e) {
            here.close();
            throw e;
        }
    }

    private static FileChannel locked(Path folder, String name) throws IOException {
        FileChannel file = FileChannel.open(folder.resolve(name),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLockedNow(file)) {
            file.close();
            throw new IOException("the spool folder " + folder + " is in use by another publisher:"
                    + " give each process a folder of its own");
        }
        return file;
    }

    private static boolean isLockedNow(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by another spool of this very process
        }
    }

    @Override public void close() throws IOException {
        try (here) {
            everywhere.close();
        }
    }
}
