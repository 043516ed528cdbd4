package dev.extrausage.client.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process, and in it one spool, has the folder. The lock is the operating system's on an open
 * file: a process that dies in any way has given it back.
 */
final class FolderLock implements Closeable {
    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    static FolderLock of(Path folder) throws IOException {
        FileChannel file = FileChannel.open(folder.resolve("in-use.lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLockedNow(file)) {
            file.close();
            throw new IOException("the spool folder " + folder + " is in use by another publisher:"
                    + " give each process a folder of its own");
        }
        return new FolderLock(file);
    }

    private static boolean isLockedNow(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by another spool of this very process
        }
    }

    @Override public void close() throws IOException {
        file.close();
    }
}
