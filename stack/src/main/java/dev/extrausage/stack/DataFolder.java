package dev.extrausage.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.kafka.access.FileError;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The directory in which a stack keeps everything, one stack at a time. The claim is the operating
 * system's lock on an open file, so a stack that dies in any way has given it back. A second lock
 * says that the address in the directory is this stack's: what a dead one left there is still to be
 * read for a moment when the next one has the claim.
 */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "ledger.lock";
    /** The byte of the file that is locked. */
    private static final int CLAIM = 0;
    private static final int ADDRESS = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates the directory if need be and claims it until {@link #close}.
     *
     * @throws CannotStart another stack has it, or it cannot be written
     */
    static DataFolder claim(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            FileChannel file = FileChannel.open(root.resolve(LOCK),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLockedSoon(file, CLAIM)) {
                file.close();
                throw inUse(root);
            }
            return new DataFolder(root, file);
        } catch (IOException e) {
            throw new CannotStart("the data directory " + root + " cannot be used: "
                    + FileError.reason(e), e);
        }
    }

    private static CannotStart inUse(Path root) {
        String where = RunningStack.in(root)
                .map(r -> ", with Kafka at " + r.bootstrap()).orElse("");
        return new CannotStart("the data directory " + root + " is in use by a running ledger"
                + where + ": stop that one first, or choose another directory with --data");
    }

    /** Waits a little: who only looks whether a stack runs here holds the lock for a moment. */
    private static boolean isLockedSoon(FileChannel file, int what) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isLockedNow(file, what)) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private static boolean isLockedNow(FileChannel file, int what) throws IOException {
        try {
            FileLock held = file.tryLock(what, 1, false);
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by another stack of this very process
        }
    }

    /**
     * Says, until {@link #close}, that what {@link RunningStack#write} wrote is true.
     *
     * @throws CannotStart somebody else holds that lock
     */
    void confirmAddress() {
        try {
            if (!isLockedSoon(lock, ADDRESS)) {
                throw inUse(root);
            }
        } catch (IOException e) {
            throw new CannotStart("the data directory " + root + " cannot be used: "
                    + FileError.reason(e), e);
        }
    }

    /** True if a stack, of this process or another, has confirmed its address in it now. */
    static boolean isAddressTrue(Path directory) {
        return isHeld(directory, ADDRESS);
    }

    /** True if a stack, of this process or another, has it now, also one that starts or stops. */
    static boolean isClaimed(Path directory) {
        return isHeld(directory, CLAIM);
    }

    private static boolean isHeld(Path directory, int what) {
        Path file = directory.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock free = channel.tryLock(what, 1, true)) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    Path root() {
        return root;
    }

    /** The broker's own directory. */
    Path kafka() {
        return root.resolve("kafka");
    }

    /** The ledger's stores; a copy of their changelogs, so it may be deleted. */
    Path state() {
        return root.resolve("state");
    }

    /** The simulated card processor's file. */
    Path payments() {
        return root.resolve("payments.log");
    }

    /** This stack's name among those that share a cluster's work: made once, and kept. */
    String instance() {
        Path file = root.resolve("instance");
        try {
            if (!Files.exists(file)) {
                // Whole or not at all: a kill in between would leave a stack without a name.
                Path unfinished = root.resolve("instance.unfinished");
                Files.writeString(unfinished, UUID.randomUUID().toString().substring(0, 8));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotStart(file + " cannot be used: " + FileError.reason(e), e);
        }
    }

    /** Writes the contracts of the topics as files for whoever wants to produce or read. */
    Path writeSchemas(ReleasedSchemas released) {
        Path folder = root.resolve("schemas");
        ObjectMapper json = new ObjectMapper();
        try {
            Files.createDirectories(folder);
            for (ReleasedSchemas.Release release : released.all()) {
                String name = release.schema().getName() + ".v" + release.version() + ".avsc";
                Files.writeString(folder.resolve(name),
                        json.readTree(release.schema().toString()).toPrettyString()
                                + System.lineSeparator(), StandardCharsets.UTF_8);
            }
            return folder;
        } catch (IOException e) {
            throw new CannotStart(folder + " cannot be written: " + FileError.reason(e), e);
        }
    }

    /** Gives it back. The lock file stays: deleting it would race with the next owner. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("releasing " + root.resolve(LOCK), e);
        }
    }
}
