package dev.extrausage.client.outage;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come to hold by itself; the bound is generous, to tell never from late. */
public final class Await {
    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Await() { }

    public static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
