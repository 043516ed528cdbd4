package dev.extrausage.core;

/**
 * Adds up the cost of one request exactly, and rounds it once (M2).
 *
 * <p>The unit is a ten-millionth of a nano-USD: pico-USD have three decimals of a nano-USD, and a
 * service tier's factor has four. Each price is split into whole nanos and a rest below
 * {@link #ONE_NANO}, so the rests of a request never come near the end of a {@code long}; of the
 * wholes, the first that does not fit ends the sum.
 */
final class CostSum {
    private static final long PICO_PER_NANO = 1_000;
    private static final long ONE_NANO = PICO_PER_NANO * PriceBook.FACTOR_ONE;

    private long nanos;
    private long rest;
    private boolean tooMuch;

    /**
     * Adds tokens of one sort.
     *
     * @param count 0 to {@link Bounds#MAX_TOKENS}
     * @param pico their price, to {@link Price#MAX_PICO_PER_TOKEN}
     * @param factor the service tier's, in ten-thousandths, to {@link PriceBook#MAX_FACTOR}
     */
    void tokens(long count, long pico, long factor) {
        if (count > 0) {
            long part = pico % ONE_NANO * factor;
            add(count, pico / ONE_NANO * factor + part / ONE_NANO, part % ONE_NANO);
        }
    }

    /** Adds units of one sort; no factor touches them. */
    void units(long count, long pico) {
        add(count, pico / PICO_PER_NANO, pico % PICO_PER_NANO * PriceBook.FACTOR_ONE);
    }

    /** The sum in nano-USD, rounded half to even; or {@link PriceBook#TOO_MUCH}. */
    long rounded() {
        addWhole(rest / ONE_NANO);
        long part = rest % ONE_NANO;
        boolean up = part > ONE_NANO / 2 || part == ONE_NANO / 2 && nanos % 2 == 1;
        addWhole(up ? 1 : 0);
        return tooMuch ? PriceBook.TOO_MUCH : nanos;
    }

    private void add(long count, long wholeEach, long restEach) {
        tooMuch |= Math.multiplyHigh(count, wholeEach) != 0 || count * wholeEach < 0;
        addWhole(count * wholeEach);
        rest += count * restEach;
    }

    private void addWhole(long more) {
        tooMuch = tooMuch || Money.overflows(nanos, more);
        nanos += tooMuch ? 0 : more;
    }
}
