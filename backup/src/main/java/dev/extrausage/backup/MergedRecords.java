package dev.extrausage.backup;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The records of several partitions in one order, by a k-way merge: by their times, and those of
 * one partition as they lay. Of the same time the earlier partition comes first.
 */
final class MergedRecords {
    private MergedRecords() {}

    /** Hands on all records of cursors that have not begun, and closes them. */
    static void forEach(List<RecordCursor> cursors, Consumer<KeptRecord> visitor) {
        PriorityQueue<RecordCursor> open = new PriorityQueue<>(
                Comparator.comparingLong(RecordCursor::latest)
                        .thenComparingInt(c -> c.head().partition()));
        try {
            for (RecordCursor cursor : cursors) {
                offer(open, cursor);
            }
            while (!open.isEmpty()) {
                RecordCursor earliest = open.remove();
                visitor.accept(earliest.head());
                offer(open, earliest);
            }
        } finally {
            cursors.forEach(RecordCursor::close);
        }
    }

    private static void offer(PriorityQueue<RecordCursor> open, RecordCursor cursor) {
        if (cursor.advance()) {
            open.add(cursor);
        }
    }
}
