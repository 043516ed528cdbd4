package dev.extrausage.core;

/**
 * Adds up the cost of one request exactly, and rounds it once (M2).
 *
 * <p>The unit is a ten-millionth of a nano-USD: pico-USD have three decimals of a nano-USD, and a
 * service tier's factor has four. Each price is split into whole nanos and a rest below
 * {@link #ONE_NANO}, so the rests of a request never come near the end of a {@code long}, and the
 * wholes saturate.
 */
final class CostSum {
    private static final long PICO_PER_NANO = 1_000;
    private static final long ONE_NANO = PICO_PER_NANO * PriceBook.FACTOR_ONE;

    private long nanos;
    private long rest;

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
        long whole = Money.saturatingAdd(nanos, rest / ONE_NANO);
        long part = rest % ONE_NANO;
        boolean up = part > ONE_NANO / 2 || part == ONE_NANO / 2 && whole % 2 == 1;
        // The greatest long stands for everything beyond it: a saturated sum is never mistaken.
        long cost = Money.saturatingAdd(whole, up ? 1 : 0);
        return cost == Long.MAX_VALUE ? PriceBook.TOO_MUCH : cost;
    }

    private void add(long count, long wholeEach, long restEach) {
        nanos = Money.saturatingAdd(nanos, Money.saturatingMultiply(count, wholeEach));
        rest += count * restEach;
    }
}
