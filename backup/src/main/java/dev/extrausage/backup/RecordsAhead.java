package dev.extrausage.backup;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The records of a partition that are to be written next, held back so that it is known of a gap
 * between their offsets whether another one follows soon.
 */
final class RecordsAhead {
    private static final int BYTES = 8 * 1024 * 1024;

    private final int most;
    private final Deque<KeptRecord> records = new ArrayDeque<>();
    private long bytes;
    private int gaps;

    /** {@code most}: how many records it holds back; fewer if they are large. */
    RecordsAhead(int most) {
        this.most = most;
    }

    void add(KeptRecord record) {
        if (isGap(records.peekLast(), record)) {
            gaps++;
        }
        records.addLast(record);
        bytes += bytesOf(record);
    }

    private static boolean isGap(KeptRecord before, KeptRecord record) {
        return before != null && record.offset() > before.offset() + 1;
    }

    /** Tells whether the next record need not be held back any longer. */
    boolean isFull() {
        return records.size() > most || bytes > BYTES && records.size() > 1;
    }

    /** Takes the next record out; null when there is none. */
    KeptRecord next() {
        KeptRecord next = records.pollFirst();
        if (next != null) {
            bytes -= bytesOf(next);
            gaps -= isGap(next, records.isEmpty() ? next : records.peekFirst()) ? 1 : 0;
        }
        return next;
    }

    /**
     * Tells how many offsets have no record behind that one, which is the last that was taken; 0
     * too when nothing is held back.
     */
    long missingAfter(KeptRecord last) {
        return records.isEmpty() ? 0 : records.peekFirst().offset() - last.offset() - 1;
    }

    /** Tells whether there is a gap between the records that are held back. */
    boolean hasGap() {
        return gaps > 0;
    }

    private static long bytesOf(KeptRecord record) {
        return (record.key() == null ? 0 : record.key().length)
                + (record.value() == null ? 0 : record.value().length);
    }
}
