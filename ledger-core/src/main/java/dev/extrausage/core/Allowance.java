package dev.extrausage.core;

/**
 * The plan allowance of the current cycle, and the rest of the previous one for late usage. All in
 * nano-USD, never negative.
 *
 * @param wholeNanos the allowance of the whole cycle
 * @param leftNanos the part not drawn yet
 * @param usedNanos the part that usage drew
 * @param previousLeftNanos the part of the previous cycle's that lapsed and late usage may draw
 *     (U6)
 */
public record Allowance(
        long wholeNanos, long leftNanos, long usedNanos, long previousLeftNanos) {
    static final Allowance NONE = new Allowance(0, 0, 0, 0);

    /** A new cycle's allowance, untouched. */
    static Allowance whole(long nanos, long previousLeftNanos) {
        return new Allowance(nanos, nanos, 0, previousLeftNanos);
    }

    /** The rest that usage draws on: the previous cycle's when it is late, else this one's (U6). */
    long leftFor(boolean late) {
        return late ? previousLeftNanos : leftNanos;
    }

    Allowance drawn(long nanos) {
        return new Allowance(wholeNanos, leftNanos - nanos, usedNanos + nanos, previousLeftNanos);
    }

    /** Takes usage back, at most what was used (P9). */
    Allowance givenBack(long nanos) {
        return resized(wholeNanos, usedNanos - nanos);
    }

    Allowance drawnFromPrevious(long nanos) {
        return new Allowance(wholeNanos, leftNanos, usedNanos, previousLeftNanos - nanos);
    }

    /** Replaces the whole in mid-cycle; usage stays used (P2). */
    Allowance resized(long newWholeNanos) {
        return resized(newWholeNanos, usedNanos);
    }

    /** As a new relation's whole: usage stays used, and there is no cycle before (P1, P2). */
    Allowance continuedAs(long newWholeNanos) {
        return new Allowance(newWholeNanos, 0, usedNanos, 0).resized(newWholeNanos);
    }

    private Allowance resized(long whole, long used) {
        return new Allowance(whole, Math.max(0, whole - used), used, previousLeftNanos);
    }

    Allowance lapsed() {
        return new Allowance(wholeNanos, 0, usedNanos, previousLeftNanos);
    }
}
