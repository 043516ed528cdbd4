package dev.extrausage.benchmarks.failover;

import dev.extrausage.benchmarks.journal.EntryTail;
import dev.extrausage.kafka.HangingBrokers;
import java.util.Arrays;

/**
 * Reads the journal as it grows, and measures by partition the longest time in which no entry came.
 * There are inputs for every partition all the time.
 */
final class DecisionWatch implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final EntryTail tail;
    private final long[] last;
    private final long[] longest;
    private final long[] longestEnd;
    private long entries;
    private RuntimeException failure;
    private long began;

    /**
     * The findings since {@link #begin}.
     *
     * @param gapSeconds the longest time in which some partition had no entry
     * @param allAfterSeconds the time until the partition that came last went on
     */
    record Gap(double gapSeconds, double allAfterSeconds) { }

    DecisionWatch(String bootstrapServers, int partitions) {
        last = new long[partitions];
        longest = new long[partitions];
        longestEnd = new long[partitions];
        // A broker that is gone must not hold up the watch longer than the ledger.
        tail = new EntryTail("decision-watch", bootstrapServers,
                HangingBrokers.writing(),
                (entry, nanos) -> seen(entry.partition(), nanos), this::failed);
        tail.start();
    }

    private synchronized void failed(RuntimeException e) {
        failure = e;
    }

    private synchronized void seen(int partition, long now) {
        if (now - last[partition] > longest[partition]) {
            longest[partition] = now - last[partition];
            longestEnd[partition] = now;
        }
        last[partition] = now;
        entries++;
    }

    /** Forgets earlier gaps: from now on it is measured. */
    synchronized void begin() {
        began = System.nanoTime();
        Arrays.fill(longest, 0);
        Arrays.fill(longestEnd, began);
    }

    /** True when every partition has had an entry since that time, of {@link System#nanoTime}. */
    synchronized boolean hasAllSince(long nanos) {
        if (failure != null) {
            throw failure;
        }
        return Arrays.stream(last).allMatch(seen -> seen >= nanos);
    }

    synchronized Gap gap() {
        return new Gap(Arrays.stream(longest).max().orElseThrow() / NANOS_PER_SECOND,
                (Arrays.stream(longestEnd).max().orElseThrow() - began) / NANOS_PER_SECOND);
    }

    /** The entries read so far. */
    synchronized long entries() {
        return entries;
    }

    @Override public void close() {
        tail.close();
    }
}
