package dev.extrausage.backup;

import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/**
 * The inputs of one partition that nobody has decided, of all topics, in the order of their
 * receipt: the ledger takes the earliest of the topics' next records, and so does this k-way merge.
 * Of several with the same time accounts come before credit, and credit before usage.
 */
final class UndecidedInputs implements AutoCloseable {
    /** The topics of inputs, in the order in which records of the same time are taken. */
    static final List<Topics> TOPICS =
            List.of(Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS, Topics.USAGE_EVENTS);

    private final PriorityQueue<Cursor> cursors = new PriorityQueue<>(
            Comparator.<Cursor>comparingLong(c -> c.head.timestamp())
                    .thenComparingInt(c -> TOPICS.indexOf(c.topic)));

    /**
     * Adds a topic.
     *
     * @param files with its records of the partition, in their order
     * @param from the first offset that was not decided
     */
    void add(Topics topic, List<Path> files, long from) {
        offer(new Cursor(topic, files.iterator(), from));
    }

    private void offer(Cursor cursor) {
        if (cursor.advance()) {
            cursors.add(cursor);
        }
    }

    /** Hands on all of them, each with its topic. */
    void forEach(BiConsumer<Topics, KeptRecord> visitor) {
        while (!cursors.isEmpty()) {
            Cursor earliest = cursors.remove();
            try {
                visitor.accept(earliest.topic, earliest.head);
            } catch (RuntimeException e) {
                earliest.close();
                throw e;
            }
            offer(earliest);
        }
    }

    @Override public void close() {
        cursors.forEach(Cursor::close);
    }

    /** The next undecided record of one topic. */
    private static final class Cursor {
        private final Topics topic;
        private final Iterator<Path> files;
        private final long from;
        private RecordFile file;
        private KeptRecord head;

        Cursor(Topics topic, Iterator<Path> files, long from) {
            this.topic = topic;
            this.files = files;
            this.from = from;
        }

        /** False, with its file closed, after the last one. */
        boolean advance() {
            try {
                do {
                    head = next();
                } while (head != null && head.offset() < from);
                return head != null;
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

        void close() {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }
}
