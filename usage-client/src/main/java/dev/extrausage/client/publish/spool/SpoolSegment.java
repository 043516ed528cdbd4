package dev.extrausage.client.publish.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of the spool and its records in order. Its file is written by one thread; the rest is
 * guarded by the spool.
 *
 * <p>Files are {@link RandomAccessFile}s, since an interrupted thread would close a channel.
 */
final class SpoolSegment {
    /** "XUSPOOL1", at the beginning of every file. */
    private static final long FORMAT = 0x5855_5350_4F4F_4C31L;

    private final long number;
    private final Path path;
    private final List<SpoolRecord> records = new ArrayList<>();
    private RandomAccessFile file;
    private volatile int length;
    /** The end of its last record: while records are being added, the file is longer. */
    private int end = Long.BYTES;
    private int unsettled;
    private int firstUnsettled;

    SpoolSegment(long number, Path path) {
        this.number = number;
        this.path = path;
    }

    /** Creates the file, or none when that fails. */
    void create() throws IOException {
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(0);
            file.writeLong(FORMAT);
            length = Long.BYTES;
        } catch (IOException e) {
            delete();
            throw e;
        }
    }

    /** Recovers the records from {@code from} on that an earlier process left in the file. */
    void recover(int from, Damage damage) throws IOException {
        byte[] all = Files.readAllBytes(path);
        checkFormat(all);
        int at = Math.max(from, Long.BYTES);
        while (at < all.length) {
            int frame = Frame.lengthAt(all, at);
            if (frame > 0) {
                if (!Frame.isStruckOut(all, at)) {
                    add(new SpoolRecord(this, at, frame, Frame.timeAt(all, at)));
                }
                at += frame;
                continue;
            }
            int next = Frame.find(all, at + 1);
            if (next < 0) {
                damage.tornTail(path, at, all.length);
                break;
            }
            damage.inTheMiddle(path, all, at, next);
            at = next;
        }
        length = at;
    }

    private void checkFormat(byte[] all) throws IOException {
        if (all.length >= Long.BYTES && ByteBuffer.wrap(all).getLong() != FORMAT) {
            throw new IOException(path + " is not a file of this spool's format: it was written by"
                    + " another version, or is damaged. Move it away to go on without what it"
                    + " holds");
        }
    }

    /** Appends; after a failure the segment is as before, but sealed. */
    void write(byte[] frames) throws IOException {
        try {
            file.seek(length);
            file.write(frames);
        } catch (IOException e) {
            cutOff(e); // its publishers are told no, so a restart must not find any of it
            throw e;
        }
        length += frames.length;
    }

    /**
     * Overwrites records that were given up, or the next process would find them. After a failure
     * it may find some.
     */
    void strikeOut(List<SpoolRecord> unwanted) throws IOException {
        for (SpoolRecord record : unwanted) {
            file.seek(record.position());
            file.write(Frame.struckOut(record.bytes()));
        }
    }

    private void cutOff(IOException why) {
        try {
            file.setLength(length);
            seal();
        } catch (IOException e) {
            why.addSuppressed(e);
            file = null; // nothing more is written to it
        }
    }

    void seal() throws IOException {
        if (file != null) {
            RandomAccessFile writing = file;
            file = null;
            writing.close();
        }
    }

    boolean isSealed() {
        return file == null;
    }

    void add(SpoolRecord record) {
        records.add(record);
        unsettled++;
        end = record.position() + record.bytes();
    }

    void settle(SpoolRecord record) {
        record.setSettled();
        unsettled--;
        while (firstUnsettled < records.size() && records.get(firstUnsettled).isSettled()) {
            firstUnsettled++;
        }
    }

    /** The first record that is not settled; null if all are. */
    SpoolRecord oldest() {
        return unsettled == 0 ? null : records.get(firstUnsettled);
    }

    /** The records that are not settled. */
    List<SpoolRecord> waiting() {
        return records.stream().filter(r -> !r.isSettled()).toList();
    }

    /** The start of the first record that is not settled, or the end of the last. */
    int settledUpTo() {
        return unsettled == 0 ? end : oldest().position();
    }

    SpoolRecord get(int index) {
        return records.get(index);
    }

    int size() {
        return records.size();
    }

    int unsettled() {
        return unsettled;
    }

    long number() {
        return number;
    }

    Path path() {
        return path;
    }

    /** The bytes written, all of them whole records. */
    int length() {
        return length;
    }

    void delete() throws IOException {
        seal();
        Files.deleteIfExists(path);
    }
}
