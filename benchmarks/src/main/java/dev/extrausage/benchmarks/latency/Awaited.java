package dev.extrausage.benchmarks.latency;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The events sent, of which each is awaited to come back as an entry, once. An event is known by
 * where it lies: nobody else writes to the topic and nothing of it is lost, so the n-th that is
 * sent to a partition gets the n-th offset there. The thread that sends and the one that reads meet
 * here.
 */
final class Awaited {
    private static final long SEEN = Long.MIN_VALUE;
    private static final int FIRST_CAPACITY = 1 << 16;
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;

    private final long[] firstOffsets;
    private final long[][] due;
    private final int[] sent;
    private long sentInAll;
    private long seenInAll;
    private long countedFrom = Long.MAX_VALUE;
    private Histogram latencies = new Histogram(LONGEST_MICROS, DIGITS);
    private RuntimeException failure;

    /** {@code firstOffsets}: by partition, the offset that the first event sent there will have. */
    Awaited(long[] firstOffsets) {
        this.firstOffsets = firstOffsets.clone();
        due = new long[firstOffsets.length][FIRST_CAPACITY];
        sent = new int[firstOffsets.length];
    }

    /** To be called in the order of sending; {@code dueNanos}: when it should have been sent. */
    synchronized void sent(int partition, long dueNanos) {
        if (sent[partition] == due[partition].length) {
            due[partition] = Arrays.copyOf(due[partition], 2 * sent[partition]);
        }
        due[partition][sent[partition]++] = dueNanos;
        sentInAll++;
    }

    /**
     * An entry was seen whose cause lies there.
     *
     * @throws IllegalStateException if its event was never sent or its entry was seen before
     */
    synchronized void seen(int partition, long offset, long nanos) {
        long index = offset - firstOffsets[partition];
        if (index < 0 || index >= sent[partition]) {
            throw new IllegalStateException("an entry answers the event at offset " + offset
                    + " of partition " + partition + ", which was not sent in this run");
        }
        long dueNanos = due[partition][(int) index];
        if (dueNanos == SEEN) {
            throw new IllegalStateException("the event at offset " + offset + " of partition "
                    + partition + " has a second entry");
        }
        due[partition][(int) index] = SEEN;
        seenInAll++;
        if (dueNanos >= countedFrom) {
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos - dueNanos));
        }
        notifyAll();
    }

    /** From now on what is due at {@code nanos} or later counts, and nothing counted before. */
    synchronized void countFrom(long nanos) {
        countedFrom = nanos;
        latencies = new Histogram(LONGEST_MICROS, DIGITS);
    }

    /** The latencies so far, in microseconds. */
    synchronized Histogram latencies() {
        return latencies.copy();
    }

    synchronized long seen() {
        return seenInAll;
    }

    /** The thread that reads cannot go on; whoever waits is told. */
    synchronized void failed(RuntimeException reason) {
        failure = reason;
        notifyAll();
    }

    /**
     * Waits until at most so many are outstanding.
     *
     * @throws IllegalStateException if no entry comes for {@code longestStandstillMillis}, or
     *     reading failed
     */
    synchronized void awaitOutstanding(long most, long longestStandstillMillis) {
        long seenBefore = seenInAll;
        long since = System.nanoTime();
        while (failure == null && sentInAll - seenInAll > most) {
            doze(longestStandstillMillis);
            long now = System.nanoTime();
            if (seenInAll > seenBefore) {
                seenBefore = seenInAll;
                since = now;
            } else if (now - since >= TimeUnit.MILLISECONDS.toNanos(longestStandstillMillis)) {
                throw new IllegalStateException("no entry was seen for " + longestStandstillMillis
                        + " ms; " + (sentInAll - seenInAll) + " of " + sentInAll
                        + " events are without one");
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void doze(long longestMillis) {
        try {
            wait(longestMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while entries were awaited", e);
        }
    }
}
