package dev.extrausage.backup;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** A place in the records of one partition of a topic, of which it has files in their order. */
final class RecordCursor implements AutoCloseable {
    private final Iterator<Path> files;
    private final long from;
    private final long to;
    private RecordFile file;
    private KeptRecord head;
    private long latest = Long.MIN_VALUE;

    /**
     * A cursor before the first of the records.
     *
     * @param from the first offset of interest
     * @param to the first one that is of none any more
     */
    RecordCursor(List<Path> files, long from, long to) {
        this.files = files.iterator();
        this.from = from;
        this.to = to;
    }

    /** Goes to the next record; false, with its file closed, after the last one. */
    boolean advance() {
        try {
            do {
                head = next();
            } while (head != null && head.offset() < from);
            if (head == null || head.offset() >= to) {
                close();
                return false;
            }
            latest = Math.max(latest, head.timestamp());
            return true;
        } catch (RecordFile.Damaged e) {
            close();
            throw new BackupProblem(e.getMessage(), e);
        }
    }

    private KeptRecord next() throws RecordFile.Damaged {
        while (file != null || files.hasNext()) {
            if (file == null) {
                file = RecordFile.open(files.next());
            }
            KeptRecord record = file.next();
            if (record != null) {
                return record;
            }
            close();
        }
        return null;
    }

    /** The record that it is at. */
    KeptRecord head() {
        return head;
    }

    /** The latest time of the records so far: it never falls, though a broker's clock may. */
    long latest() {
        return latest;
    }

    @Override public void close() {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
