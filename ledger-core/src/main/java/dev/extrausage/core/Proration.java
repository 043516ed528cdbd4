package dev.extrausage.core;

/** The part of an amount that falls on the rest of a cycle (P2). */
final class Proration {
    private Proration() {}

    /**
     * {@code amount × (cycle's end − clock) / (cycle's length)}, cut to a whole nano-USD: exactly,
     * though the product may not fit a {@code long}. A remainder is less than a cycle's length, of
     * at most 31 days, so its product with another always fits.
     *
     * @param amountNanos not negative
     * @param clock a time within the cycle, in milliseconds since 1970
     */
    static long of(long amountNanos, Cycle cycle, long clock) {
        long length = cycle.end() - cycle.start();
        long rest = cycle.end() - clock;
        return amountNanos / length * rest + amountNanos % length * rest / length;
    }
}
