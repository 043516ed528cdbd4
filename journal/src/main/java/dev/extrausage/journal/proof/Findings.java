package dev.extrausage.journal.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an audit found. The first so many are kept whole, all are counted. Safe for many threads.
 */
public final class Findings {
    /**
     * How many are kept whole: more tell a reader no more, and memory must not grow with errors.
     */
    static final int MOST_KEPT = 100_000;

    private static final Comparator<Finding> ORDER = Comparator
            .comparing(Finding::topic, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::partition, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::account, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::sequence, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::offset, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::verdict);

    private final List<Finding> kept = new ArrayList<>();
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);

    synchronized void add(Finding finding) {
        counts.merge(finding.verdict(), 1L, Long::sum);
        if (kept.size() < MOST_KEPT) {
            kept.add(finding);
        }
    }

    /** Those kept, by topic, partition, account and number. */
    public synchronized List<Finding> inOrder() {
        return kept.stream().sorted(ORDER).toList();
    }

    /** How many there are of each kind that there is. */
    public synchronized Map<Verdict, Long> counts() {
        return new EnumMap<>(counts);
    }

    /** How many there are of all kinds. */
    public synchronized long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
