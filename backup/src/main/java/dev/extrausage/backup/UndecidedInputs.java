package dev.extrausage.backup;

import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.util.Comparator;
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

    private final PriorityQueue<Turn> turns = new PriorityQueue<>(
            Comparator.<Turn>comparingLong(t -> t.cursor.head().timestamp())
                    .thenComparingInt(t -> TOPICS.indexOf(t.topic)));

    /**
     * Adds a topic.
     *
     * @param files with its records of the partition, in their order
     * @param from the first offset that was not decided
     */
    void add(Topics topic, List<Path> files, long from) {
        offer(new Turn(topic, new RecordCursor(files, from, Long.MAX_VALUE)));
    }

    private void offer(Turn turn) {
        if (turn.cursor.advance()) {
            turns.add(turn);
        }
    }

    /** Hands on all of them, each with its topic. */
    void forEach(BiConsumer<Topics, KeptRecord> visitor) {
        while (!turns.isEmpty()) {
            Turn earliest = turns.remove();
            try {
                visitor.accept(earliest.topic, earliest.cursor.head());
            } catch (RuntimeException e) {
                earliest.cursor.close();
                throw e;
            }
            offer(earliest);
        }
    }

    @Override public void close() {
        turns.forEach(turn -> turn.cursor.close());
    }

    /** The next undecided record of one topic. */
    private record Turn(Topics topic, RecordCursor cursor) {}
}
