package dev.extrausage.stream.topology;

import dev.extrausage.core.Entry;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Reason;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of what this process has decided of one partition, kept by the thread that has its task
 * and read by others at a scrape. A count is an opaque store to a long: no barrier, no lock, and
 * no allocation. It counts attempts: what a crash rolled back and what then came again are both in
 * it. A partition that comes back to the process goes on counting.
 */
public final class PartitionCounts {
    private static final long[] AGE_BOUNDS = {50, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000,
        10_000, 30_000, 60_000, 300_000, 3_600_000};
    private static final int REASONS = Reason.values().length + 1;
    private static final int FIRST_PENDING = 1_024;

    private final AtomicLongArray entries =
            new AtomicLongArray(Outcome.values().length * REASONS);
    private final AtomicLongArray rejected = new AtomicLongArray(RejectionKind.values().length);
    private final AtomicLongArray ages = new AtomicLongArray(AGE_BOUNDS.length + 1);
    private final AtomicLongArray others = new AtomicLongArray(Other.values().length);
    /** The receipts of the entries since the last commit; for the task's thread alone. */
    private long[] pending = new long[FIRST_PENDING];
    private int pendingSize;

    private enum Other { DUPLICATES, UNCOVERED_NANOS, AGE_MILLIS }

    PartitionCounts() {}

    private static void add(AtomicLongArray counts, int at, long more) {
        counts.setOpaque(at, counts.getPlain(at) + more);
    }

    /** The upper bounds of {@link #ages}, in milliseconds, ascending. */
    static long[] ageBounds() {
        return AGE_BOUNDS.clone();
    }

    /** Counts an entry. */
    void decided(Entry entry) {
        int reason = entry.reason() == null ? 0 : 1 + entry.reason().ordinal();
        add(entries, entry.outcome().ordinal() * REASONS + reason, 1);
        if (entry.outcome() == Outcome.UNCOVERED) {
            for (Posting posting : entry.postings()) {
                if (posting.from() == Pool.UNCOVERED) {
                    add(others, Other.UNCOVERED_NANOS.ordinal(), posting.amountNanos());
                }
            }
        }
        if (pendingSize == pending.length) {
            pending = Arrays.copyOf(pending, 2 * pendingSize);
        }
        pending[pendingSize++] = entry.cause().receivedAt();
    }

    /** Counts an input that was left out as a duplicate. */
    void duplicate() {
        add(others, Other.DUPLICATES.ordinal(), 1);
    }

    /** Counts a bad input. */
    void reject(RejectionKind kind) {
        add(rejected, kind.ordinal(), 1);
    }

    /** Counts the ages of the entries whose commit begins now; a clock that lags makes none. */
    void committing(long now) {
        for (int i = 0; i < pendingSize; i++) {
            long age = Math.max(0, now - pending[i]);
            int bucket = 0;
            while (bucket < AGE_BOUNDS.length && age > AGE_BOUNDS[bucket]) {
                bucket++;
            }
            add(ages, bucket, 1);
            add(others, Other.AGE_MILLIS.ordinal(), age);
        }
        pendingSize = 0;
    }

    /** Forgets the entries since the last commit: they were rolled back, or are. */
    void forget() {
        pendingSize = 0;
    }

    /** Entries of that outcome and reason; null: without one. */
    long entries(Outcome outcome, Reason reason) {
        return entries.getOpaque(outcome.ordinal() * REASONS
                + (reason == null ? 0 : 1 + reason.ordinal()));
    }

    /** Bad inputs of that kind. */
    long rejected(RejectionKind kind) {
        return rejected.getOpaque(kind.ordinal());
    }

    /** Entries with an age up to that bound and over the one before; the last: over all. */
    long ages(int bucket) {
        return ages.getOpaque(bucket);
    }

    /** All ages added up, in milliseconds. */
    long ageMillis() {
        return others.getOpaque(Other.AGE_MILLIS.ordinal());
    }

    long duplicates() {
        return others.getOpaque(Other.DUPLICATES.ordinal());
    }

    /** The cost that no pool could pay, in nano-USD. */
    long uncoveredNanos() {
        return others.getOpaque(Other.UNCOVERED_NANOS.ordinal());
    }
}
