package dev.extrausage.journal.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of an audit. The first so many are kept whole, all are counted. Safe for many
 * threads.
 */
public final class Findings {
    /**
     * The most that are kept whole: more tell a reader no more, and memory must not grow with
     * errors.
     */
    static final int MOST_KEPT = 100_000;

    private static final Comparator<Finding> ORDER = Comparator
            .comparing(Finding::topic, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::partition, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::account, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::sequence, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::offset, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::kind);

    private final List<Finding> kept = new ArrayList<>();
    private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);

    synchronized void add(Finding finding) {
        counts.merge(finding.kind(), 1L, Long::sum);
        if (kept.size() < MOST_KEPT) {
            kept.add(finding);
        }
    }

    /** Those kept, by topic, partition, account and number. */
    public synchronized List<Finding> inOrder() {
        return kept.stream().sorted(ORDER).toList();
    }

    /** The number of findings of each kind that there is. */
    public synchronized Map<FindingKind, Long> counts() {
        return new EnumMap<>(counts);
    }

    /** The number of findings of all kinds. */
    public synchronized long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
