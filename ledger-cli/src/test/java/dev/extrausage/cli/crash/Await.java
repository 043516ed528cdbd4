package dev.extrausage.cli.crash;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come to hold by itself; the bounds are generous, to tell never from late. */
final class Await {
    /** By when anything must have come right after a fault, on a slow and busy machine too. */
    static final Duration BOUND = Duration.ofSeconds(120);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private Await() {}

    static void until(String what, BooleanSupplier holds) {
        untilNothing("missing: " + what, () -> holds.getAsBoolean() ? "" : what);
    }

    /** Waits until {@code missing} says nothing, and fails with what it says otherwise. */
    static void untilNothing(String what, Supplier<String> missing) {
        long end = System.nanoTime() + BOUND.toNanos();
        String left = missing.get();
        while (!left.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "after " + BOUND.toSeconds() + " s, " + what + ": " + left);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            left = missing.get();
        }
    }
}
