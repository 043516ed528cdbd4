package dev.extrausage.stream.topology;

import dev.extrausage.core.Outcome;
import dev.extrausage.core.Reason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * Counts of what this process has decided, over all partitions that it has had. They outlive a
 * ledger that is started again. Safe for use by several threads.
 */
public final class LedgerCounts {
    private final Map<Integer, PartitionCounts> partitions = new ConcurrentHashMap<>();

    /** The counts of a partition, for the thread that has its task. */
    PartitionCounts of(int partition) {
        return partitions.computeIfAbsent(partition, any -> new PartitionCounts());
    }

    private long sum(ToLongFunction<PartitionCounts> of) {
        return partitions.values().stream().mapToLong(of).sum();
    }

    /** Entries of that outcome and reason; null: without one. */
    public long entries(Outcome outcome, Reason reason) {
        return sum(p -> p.entries(outcome, reason));
    }

    /** Inputs left out as duplicates. */
    public long duplicates() {
        return sum(PartitionCounts::duplicates);
    }

    /** Bad inputs of that kind. */
    public long rejected(RejectionKind kind) {
        return sum(p -> p.rejected(kind));
    }

    /** The cost that no pool could pay, in nano-USD. */
    public long uncoveredNanos() {
        return sum(PartitionCounts::uncoveredNanos);
    }

    /** The upper bounds of {@link #ages}, in milliseconds, ascending. */
    public static long[] ageBounds() {
        return PartitionCounts.ageBounds();
    }

    /**
     * Entries by the time from receipt to the beginning of their commit: up to each bound and over
     * the one before it; the last, those over all bounds.
     */
    public long[] ages() {
        long[] ages = new long[PartitionCounts.ageBounds().length + 1];
        for (int i = 0; i < ages.length; i++) {
            int bucket = i;
            ages[i] = sum(p -> p.ages(bucket));
        }
        return ages;
    }

    /** Their ages added up, in milliseconds. */
    public long ageMillis() {
        return sum(PartitionCounts::ageMillis);
    }
}
