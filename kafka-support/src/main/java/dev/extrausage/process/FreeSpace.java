package dev.extrausage.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The free space of the disk that a process writes to. It is told when it becomes low, and a
 * process ends in order while there is still some left: a disk that is full to the last byte ends
 * Kafka and its stores in ways of their own, some without a word. Safe for use by several threads.
 */
public final class FreeSpace {
    /** Below this many bytes a process neither starts nor goes on, unless it is told otherwise. */
    public static final long USUAL_LEAST = 128L << 20;

    private static final long TIMES_LEAST_IS_LOW = 8;
    /** Below this many bytes it is told that there is little left, unless told otherwise. */
    public static final long USUAL_LOW = USUAL_LEAST * TIMES_LEAST_IS_LOW;

    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);
    private static final long TELL_EVERY_NANOS = 60_000_000_000L;

    private final Path folder;
    private final long least;
    private final long low;
    private final String then;
    private long toldNanos = System.nanoTime() - TELL_EVERY_NANOS;

    /**
     * The space for what is written below {@code folder}, which need not exist yet.
     *
     * @param least the bytes that must be free, 0 or more; eight times as many are low
     */
    public FreeSpace(Path folder, long least) {
        this(folder, least, least * TIMES_LEAST_IS_LOW,
                "below " + mebibytes(least) + " MiB the process ends");
    }

    private FreeSpace(Path folder, long least, long low, String then) {
        if (least < 0 || least > Long.MAX_VALUE / TIMES_LEAST_IS_LOW) {
            throw new IllegalArgumentException("the least free space is " + least
                    + " bytes: must be 0 to " + Long.MAX_VALUE / TIMES_LEAST_IS_LOW);
        }
        this.folder = folder.toAbsolutePath().normalize();
        this.least = least;
        this.low = low;
        this.then = then;
    }

    /**
     * The space of a process that goes on also on a full disk: low, but never too little.
     *
     * @param low the bytes below which it is told
     * @param whenFull the clause that says what the process then does not do
     */
    public static FreeSpace onlyTold(Path folder, long low, String whenFull) {
        return new FreeSpace(folder, 0, low, "when it is full, " + whenFull);
    }

    /** The bytes that must be free. */
    public long least() {
        return least;
    }

    /** A sentence if there is too little to start or to go on; empty if there is enough. */
    public Optional<String> tooLittle() {
        long free = usable();
        return free >= least ? Optional.empty() : Optional.of("the disk of " + folder + " has "
                + mebibytes(free) + " MiB free, and must have at least " + mebibytes(least)
                + " MiB: make room, and start again");
    }

    /** A sentence if there is little left, though enough to go on. */
    public Optional<String> low() {
        long free = usable();
        return free < least || free >= low ? Optional.empty()
                : Optional.of("the disk of " + folder + " has only " + mebibytes(free)
                        + " MiB free: make room; " + then);
    }

    /** Logs that it is low, at most once a minute. */
    public synchronized void warnIfLow() {
        long now = System.nanoTime();
        if (now - toldNanos >= TELL_EVERY_NANOS) {
            low().ifPresent(sentence -> {
                LOG.warn("{}.", sentence);
                toldNanos = now;
            });
        }
    }

    /** The bytes that this process may still write; what cannot be asked is not held against it. */
    private long usable() {
        Path existing = folder;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            LOG.debug("the free space of {} cannot be asked", existing, e);
            return Long.MAX_VALUE;
        }
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
