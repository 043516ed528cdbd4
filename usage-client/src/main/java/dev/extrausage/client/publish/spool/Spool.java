package dev.extrausage.client.publish.spool;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A write-ahead log in a folder: records that wait to be delivered. One thread appends ({@link
 * #hasRoom}, {@link #append}), one delivers ({@link #next}, {@link #rewind}, {@link #read}, {@link
 * #tidy}); the other methods are for every thread.
 *
 * <p>Records are appended to segments, files of at most an eighth of the bound; a segment whose
 * records are all settled is deleted. What is appended survives the end of the process by whatever
 * means, since it is in the operating system's page cache; nothing is forced to the disk, so a
 * power cut can lose the last seconds. Opening finds what is not settled, in its order. It may
 * find again what was settled shortly before the end ({@link #tidy}), or after a record that never
 * was: delivery is at least once.
 */
public final class Spool implements Closeable {
    /** The least bound, in bytes. */
    public static final long LEAST_BOUND = 1024 * 1024;

    private static final int LARGEST_SEGMENT = 8 * 1024 * 1024;
    private static final String SUFFIX = ".spool";

    private final Path folder;
    private final long bound;
    private final int segmentBytes;
    private final FolderLock lock;
    private final SettledCursor cursor;
    private final SegmentReader reader = new SegmentReader();
    private final NavigableMap<Long, SpoolSegment> segments = new TreeMap<>();
    private SpoolSegment active;
    private long nextNumber;
    private long bytes;
    private long waiting;
    private long deliverSegment;
    private int deliverIndex;

    /**
     * The spool's contents at one moment.
     *
     * @param waiting records that are not settled
     * @param bytes the size of its segments on disk
     * @param oldestTime the time of the first that waits; meaningless when none does
     */
    public record State(long waiting, long bytes, long oldestTime) { }

    /** The key and value of a record. */
    public record Content(byte[] key, byte[] value) { }

    private Spool(Path folder, long bound, FolderLock lock) throws IOException {
        this.folder = folder;
        this.bound = bound;
        this.lock = lock;
        segmentBytes = (int) Math.min(LARGEST_SEGMENT, bound / 8);
        cursor = new SettledCursor(folder.resolve("cursor"));
    }

    /**
     * Opens the spool in that folder, which is made if need be, and recovers what it holds.
     *
     * @param bound the most that its segments may take on disk together, in bytes
     * @throws IOException the folder cannot be used, or is in use
     */
    public static Spool open(Path folder, long bound) throws IOException {
        if (bound < LEAST_BOUND) {
            throw new IllegalArgumentException("spoolBytes is " + bound + ": must be "
                    + LEAST_BOUND + " or more");
        }
        Path root = folder.toAbsolutePath().normalize();
        Files.createDirectories(root);
        FolderLock lock = FolderLock.of(root);
        try {
            Spool spool = new Spool(root, bound, lock);
            spool.recover();
            return spool;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private synchronized void recover() throws IOException {
        SettledCursor.Mark settled = cursor.mark();
        nextNumber = settled.segment() + 1;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                recover(file, settled);
            }
        }
    }

    private void recover(Path file, SettledCursor.Mark settled) throws IOException {
        long number = numberOf(file);
        nextNumber = Math.max(nextNumber, number + 1);
        SpoolSegment segment = new SpoolSegment(number, file);
        if (number >= settled.segment()) {
            int from = number == settled.segment() ? settled.position() : 0;
            segment.recover(from, new Damage());
        }
        if (segment.unsettled() == 0) {
            segment.delete();
            return;
        }
        segments.put(number, segment);
        bytes += segment.length();
        waiting += segment.unsettled();
    }

    private static long numberOf(Path file) throws IOException {
        String name = file.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException e) {
            throw new IOException(file + " is not named as a file of the spool: move it away", e);
        }
    }

    /** True if so many more bytes of records can be appended. */
    public synchronized boolean hasRoom(long more) {
        return bytes + more <= bound;
    }

    /**
     * Appends them with one write; {@link SpoolRecord#written} tells each. They are at most an
     * eighth of the bound. One that is not wanted any more is struck out on disk too: otherwise a
     * process that ends while older ones wait would leave it to the next, which would send it.
     *
     * @throws IOException the disk did not take them: none is appended
     */
    public void append(List<? extends SpoolRecord> records) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        records.forEach(r -> frames.writeBytes(r.frame()));
        SpoolSegment segment = segmentFor(frames.size());
        int position = segment.length();
        segment.write(frames.toByteArray());
        List<SpoolRecord> unwanted = new ArrayList<>();
        synchronized (this) {
            bytes += frames.size();
            for (SpoolRecord record : records) {
                record.placeIn(segment, position);
                position += record.bytes();
                if (!add(segment, record)) {
                    unwanted.add(record);
                }
            }
            notifyAll();
        }
        strikeOut(segment, unwanted);
    }

    private boolean add(SpoolSegment segment, SpoolRecord record) {
        segment.add(record);
        waiting++;
        boolean isWanted = record.written();
        if (!isWanted) {
            settle(record);
        }
        return isWanted;
    }

    private static void strikeOut(SpoolSegment segment, List<SpoolRecord> unwanted) {
        try {
            segment.strikeOut(unwanted);
        } catch (IOException e) { // the others are on disk all the same
            Damage.notStruckOut(segment.path(), e);
        }
    }

    private SpoolSegment segmentFor(int more) throws IOException {
        if (active != null && (active.isSealed() || active.length() + more > segmentBytes)) {
            synchronized (this) {
                active.seal();
                active = null;
            }
        }
        if (active == null) {
            SpoolSegment made = new SpoolSegment(nextNumber,
                    folder.resolve(String.format(Locale.ROOT, "%020d%s", nextNumber, SUFFIX)));
            made.create();
            synchronized (this) { // at once: a cursor must never pass a segment it does not see
                nextNumber++;
                bytes += made.length();
                segments.put(made.number(), made);
                active = made;
            }
        }
        return active;
    }

    /**
     * The next record that is not settled, in the order of appending.
     *
     * @param patienceMillis how long to wait for one
     * @return null if none came
     */
    public synchronized SpoolRecord next(long patienceMillis) throws InterruptedException {
        SpoolRecord next = advance();
        if (next == null) {
            wait(patienceMillis);
            next = advance();
        }
        return next;
    }

    private SpoolRecord advance() {
        for (SpoolSegment segment : segments.tailMap(deliverSegment, true).values()) {
            if (segment.number() != deliverSegment) {
                deliverSegment = segment.number();
                deliverIndex = 0;
            }
            while (deliverIndex < segment.size()) {
                SpoolRecord record = segment.get(deliverIndex++);
                if (!record.isSettled()) {
                    return record;
                }
            }
        }
        return null;
    }

    /** Rewinds {@link #next} to the first record that is not settled. */
    public synchronized void rewind() {
        deliverSegment = 0;
        deliverIndex = 0;
    }

    /** Reads a record back from disk; for the thread that delivers. */
    public Content read(SpoolRecord record) throws IOException {
        byte[] frame = reader.read(record);
        return new Content(Frame.key(frame), Frame.value(frame));
    }

    /** Marks the record as delivered or given up: {@link #next} does not return it again. */
    public synchronized void settle(SpoolRecord record) {
        if (!record.isSettled()) {
            record.segment().settle(record);
            waiting--;
        }
    }

    /** All records that wait, in the order of appending. */
    public synchronized List<SpoolRecord> waiting() {
        List<SpoolRecord> all = new ArrayList<>();
        segments.values().forEach(s -> all.addAll(s.waiting()));
        return all;
    }

    /** The spool's contents at this moment. */
    public synchronized State state() {
        long oldest = segments.values().stream().filter(s -> s.unsettled() > 0).findFirst()
                .map(s -> s.oldest().time()).orElse(0L);
        return new State(waiting, bytes, oldest);
    }

    /** Deletes settled segments and advances the cursor; for the thread that delivers. */
    public void tidy() throws IOException {
        List<SpoolSegment> done;
        SettledCursor.Mark settled;
        synchronized (this) {
            done = segments.values().stream()
                    .filter(s -> s.isSealed() && s.unsettled() == 0).toList();
            for (SpoolSegment segment : done) {
                segments.remove(segment.number());
                bytes -= segment.length();
            }
            settled = settledUpTo();
        }
        cursor.write(settled); // first: a segment before it that outlives a crash is not read again
        for (SpoolSegment segment : done) {
            segment.delete();
        }
    }

    private SettledCursor.Mark settledUpTo() {
        if (segments.isEmpty()) {
            return new SettledCursor.Mark(nextNumber - 1, Integer.MAX_VALUE);
        }
        SpoolSegment first = segments.firstEntry().getValue();
        return new SettledCursor.Mark(first.number(), first.settledUpTo());
    }

    /** Releases the folder, and leaves in it what waits. No other thread may use the spool then. */
    @Override public void close() throws IOException {
        try (lock; cursor; reader) {
            if (active != null) {
                active.seal();
            }
            tidy();
        }
    }
}
