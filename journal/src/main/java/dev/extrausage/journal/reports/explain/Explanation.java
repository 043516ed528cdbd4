package dev.extrausage.journal.reports.explain;

import dev.extrausage.journal.read.WrittenEntry;
import java.util.List;

/**
 * The reasons for an entry, in sentences.
 *
 * @param entry as written
 * @param sentences in plain words, in the order of what happened
 * @param decidedAgain whether deciding it again, and all entries before, gives what is written
 */
public record Explanation(WrittenEntry entry, List<String> sentences, boolean decidedAgain) {
    /** Copies the list. */
    public Explanation {
        sentences = List.copyOf(sentences);
    }
}
