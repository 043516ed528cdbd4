package dev.extrausage.client.gate.memory;

import dev.extrausage.schemas.Partitioning;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Since when the gate cannot exclude, for each partition of {@code balances}, that there is
 * something newer: the last time a broker named the partition's end and all before it had been
 * applied. Nothing that happens makes that older but time; an idle topic is asked again and again.
 */
public final class Watermarks {
    private volatile AtomicLongArray knownAsOf = new AtomicLongArray(0);
    private final CountDownLatch becameReady = new CountDownLatch(1);
    private volatile boolean ready;

    /** The topic has so many partitions, of which nothing is known yet. */
    public void begin(int partitions) {
        AtomicLongArray none = new AtomicLongArray(partitions);
        for (int i = 0; i < partitions; i++) {
            none.set(i, -1);
        }
        knownAsOf = none;
    }

    /** All that was committed to the partition by {@code time} is applied. */
    public void isKnown(int partition, long time) {
        knownAsOf.setRelease(partition, time);
        if (!ready && oldest() >= 0) {
            ready = true;
            becameReady.countDown();
        }
    }

    /** Whether every partition was read to its end once. */
    public boolean isReady() {
        return ready;
    }

    public boolean awaitReady(Duration longest) throws InterruptedException {
        return becameReady.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    public long of(int partition) {
        AtomicLongArray times = knownAsOf;
        return partition < times.length() ? times.getAcquire(partition) : -1;
    }

    /** For an account of which nothing is known: where it would be. */
    public long of(String account) {
        int partitions = knownAsOf.length();
        if (partitions == 0) {
            return -1;
        }
        return of(Partitioning.partitionOf(account, partitions));
    }

    /** Of the partition that is known worst; -1 while one was never read to its end. */
    public long oldest() {
        AtomicLongArray times = knownAsOf;
        long oldest = times.length() == 0 ? -1 : Long.MAX_VALUE;
        for (int i = 0; i < times.length(); i++) {
            oldest = Math.min(oldest, times.getAcquire(i));
        }
        return oldest;
    }
}
