package dev.extrausage.client.gate.memory;

import dev.extrausage.schemas.Partitioning;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Per partition of {@code balances}: the time up to which every committed snapshot has been
 * applied. It advances whenever a broker names the partition's end and all before it was applied,
 * also on an idle topic, and never goes back.
 */
public final class Watermarks {
    private volatile AtomicLongArray knownAsOf = new AtomicLongArray(0);
    private final CountDownLatch becameReady = new CountDownLatch(1);
    private volatile boolean ready;

    /** Begins anew with so many partitions, none of them read to its end. */
    public void begin(int partitions) {
        AtomicLongArray none = new AtomicLongArray(partitions);
        for (int i = 0; i < partitions; i++) {
            none.set(i, -1);
        }
        knownAsOf = none;
    }

    /** Advances: all that was committed to the partition by {@code time} is applied. */
    public void advance(int partition, long time) {
        knownAsOf.setRelease(partition, time);
        if (!ready && oldest() >= 0) {
            ready = true;
            becameReady.countDown();
        }
    }

    /** True once every partition was read to its end. */
    public boolean isReady() {
        return ready;
    }

    /** Waits until it is ready; false if that takes longer. */
    public boolean awaitReady(Duration longest) throws InterruptedException {
        return becameReady.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The partition's watermark; -1 before it was read to its end once. */
    public long of(int partition) {
        AtomicLongArray times = knownAsOf;
        return partition < times.length() ? times.getAcquire(partition) : -1;
    }

    /** The watermark of the partition where an account lies, known or not. */
    public long of(String account) {
        int partitions = knownAsOf.length();
        if (partitions == 0) {
            return -1;
        }
        return of(Partitioning.partitionOf(account, partitions));
    }

    /** The oldest watermark; -1 while a partition was never read to its end. */
    public long oldest() {
        AtomicLongArray times = knownAsOf;
        long oldest = times.length() == 0 ? -1 : Long.MAX_VALUE;
        for (int i = 0; i < times.length(); i++) {
            oldest = Math.min(oldest, times.getAcquire(i));
        }
        return oldest;
    }
}
