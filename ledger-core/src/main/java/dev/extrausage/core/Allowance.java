package dev.extrausage.core;

/**
 * The plan allowance of the current cycle, and what is left of the one before for late usage. All
 * in nano-USD, never negative.
 *
 * @param wholeNanos what the cycle includes
 * @param leftNanos what is left of it
 * @param usedNanos what usage drew from it
 * @param previousLeftNanos what had lapsed of the previous cycle's and was not drawn since (U6)
 */
public record Allowance(
        long wholeNanos, long leftNanos, long usedNanos, long previousLeftNanos) {
    static final Allowance NONE = new Allowance(0, 0, 0, 0);

    /** A new cycle's allowance, untouched. */
    static Allowance whole(long nanos, long previousLeftNanos) {
        return new Allowance(nanos, nanos, 0, previousLeftNanos);
    }

    /** What usage may draw on: of the previous cycle's when it is late, else of this one's (U6). */
    long leftFor(boolean late) {
        return late ? previousLeftNanos : leftNanos;
    }

    Allowance drawn(long nanos) {
        return new Allowance(wholeNanos, leftNanos - nanos, usedNanos + nanos, previousLeftNanos);
    }

    Allowance drawnFromPrevious(long nanos) {
        return new Allowance(wholeNanos, leftNanos, usedNanos, previousLeftNanos - nanos);
    }

    /** Another whole in mid-cycle: what was used stays used (P2). */
    Allowance resized(long newWholeNanos) {
        long left = Math.max(0, newWholeNanos - usedNanos);
        return new Allowance(newWholeNanos, left, usedNanos, previousLeftNanos);
    }

    Allowance lapsed() {
        return new Allowance(wholeNanos, 0, usedNanos, previousLeftNanos);
    }
}
