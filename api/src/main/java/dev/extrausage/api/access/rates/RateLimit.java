package dev.extrausage.api.access.rates;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket for each of many callers. Safe for use by several threads, without locks.
 *
 * <p>GCRA: a bucket is one number, the time at which it will be full again; a request moves it by
 * one interval, and is refused when that is further ahead than the burst allows. A bucket whose
 * time has passed is full, as a new one is: dropping it changes nothing, so memory is bounded by
 * dropping those. Should more be in use than may be kept, newcomers share one.
 */
public final class RateLimit {
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long intervalNanos;
    private final long burstNanos;
    private final int most;
    private final LongSupplier nanos;
    private final Map<String, AtomicLong> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong sharedFullAt;
    private final AtomicLong sweptAt;

    /**
     * A limit of {@code rate} for each caller.
     *
     * @param most callers to keep apart at a time
     * @param nanos a clock that never steps back, {@code System::nanoTime}
     */
    public RateLimit(Rate rate, int most, LongSupplier nanos) {
        intervalNanos = TimeUnit.SECONDS.toNanos(1) / rate.perSecond();
        burstNanos = intervalNanos * rate.burst();
        this.most = most;
        this.nanos = nanos;
        long now = nanos.getAsLong();
        sharedFullAt = new AtomicLong(now);
        sweptAt = new AtomicLong(now - SWEEP_NANOS);
    }

    /**
     * Takes one token of that caller's.
     *
     * @return 0 if there was one; otherwise the nanoseconds until there is
     */
    public long take(String caller) {
        long now = nanos.getAsLong();
        AtomicLong bucket = bucket(caller, now);
        while (true) {
            long before = bucket.get();
            long after = (before - now > 0 ? before : now) + intervalNanos;
            long wait = after - now - burstNanos;
            if (wait > 0) {
                return wait;
            }
            if (bucket.compareAndSet(before, after)) {
                return 0;
            }
        }
    }

    private AtomicLong bucket(String caller, long now) {
        AtomicLong known = fullAt.get(caller);
        if (known != null) {
            return known;
        }
        if (fullAt.size() >= most) {
            sweep(now);
        }
        return fullAt.size() >= most ? sharedFullAt
                : fullAt.computeIfAbsent(caller, any -> new AtomicLong(now));
    }

    private void sweep(long now) {
        long before = sweptAt.get();
        if (now - before >= SWEEP_NANOS && sweptAt.compareAndSet(before, now)) {
            fullAt.values().removeIf(bucket -> bucket.get() - now <= 0);
        }
    }

    /** The number of callers that are kept apart now. */
    int size() {
        return fullAt.size();
    }
}
