package dev.extrausage.client.publish;

import dev.extrausage.core.EventId;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * Makes event ids: UUIDs of version 7 (RFC 9562), each greater than the one before it, also when
 * many fall in one millisecond or the clock steps back. Safe for use by several threads.
 *
 * <p>The 74 bits after the time are drawn anew in every millisecond, and within it grow by random
 * steps (method 2 of section 6.2), so two processes do not meet. A clock that steps back is
 * ignored until it has caught up.
 */
final class EventIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long LOW_BITS = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final int HIGH_BITS = 0xFFF;

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier clock;
    private long millis = -1;
    private int high;
    private long low;

    /** {@code clock}: milliseconds since 1970. */
    EventIds(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized EventId next() {
        long now = clock.getAsLong();
        if (now > millis) {
            begin(now);
        } else {
            step();
        }
        return new EventId(millis << 16 | VERSION_7 | high, VARIANT | low);
    }

    /**
     * Returns to the clock's time, if that is earlier: the broker's clock has shown that the ledger
     * would refuse ids of the time reached (M5).
     */
    synchronized void startAgain() {
        millis = -1;
    }

    private void begin(long time) {
        millis = time;
        high = random.nextInt(HIGH_BITS + 1) >>> 1; // half of the room is kept for the steps
        low = random.nextLong() & LOW_BITS;
    }

    private void step() {
        low += 1 + (random.nextInt() & 0xFFFF_FFFFL);
        if (low > LOW_BITS) {
            low &= LOW_BITS;
            high++;
        }
        if (high > HIGH_BITS) {
            begin(millis + 1);
        }
    }
}
