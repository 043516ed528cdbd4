package dev.extrausage.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time since a wait last made progress, by the machine's monotonic clock. Belongs to one
 * thread.
 */
final class Standstill {
    /**
     * The bound of every wait for Kafka or the ledger. The ledger's own transactions end within
     * 10 s and the consumers' within 15, or the broker aborts them, at its next look every 10 s: a
     * transaction that is open after a minute is nobody's of ours.
     */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final LongSupplier nanos;
    private long since;

    Standstill(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    static Standstill fromNow() {
        return new Standstill(System::nanoTime);
    }

    /** Begins anew: something has moved. */
    void end() {
        since = nanos.getAsLong();
    }

    boolean isTooLong() {
        return nanos.getAsLong() - since > LONGEST.toNanos();
    }
}
