package dev.extrausage.core;

/**
 * Amounts of US dollars: exact, a {@code long} of nano-USD ($1 = 1,000,000,000), SPEC M1.
 *
 * <p>An amount is never negative, so every sum either fits or saturates at {@link Long#MAX_VALUE};
 * a rule that must not saturate asks {@link #overflows} first.
 */
public final class Money {
    /** Nano-USD in one US dollar. */
    public static final long NANOS_PER_USD = 1_000_000_000L;
    /** Nano-USD in one US cent, the least that a card can be charged or paid back. */
    public static final long NANOS_PER_CENT = NANOS_PER_USD / 100;
    /** The greatest amount an input or a catalog may name: $10,000,000, in nano-USD. */
    public static final long MAX_AMOUNT_NANOS = 10_000_000L * NANOS_PER_USD;

    private static final int NANO_DIGITS = 9;

    private Money() {}

    /** Tells whether {@code a + b}, both not negative, is more than a {@code long} holds (M1). */
    public static boolean overflows(long a, long b) {
        return a > Long.MAX_VALUE - b;
    }

    /** {@code a + b}, both not negative, held to {@link Long#MAX_VALUE} (M1). */
    public static long saturatingAdd(long a, long b) {
        return overflows(a, b) ? Long.MAX_VALUE : a + b;
    }

    /** {@code a * b}, both not negative, held to {@link Long#MAX_VALUE} (M1). */
    public static long saturatingMultiply(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }

    /** Tells whether {@code nanos} is a whole number of cents. */
    public static boolean isWholeCents(long nanos) {
        return nanos % NANOS_PER_CENT == 0;
    }

    /** {@code nanos}, not negative, rounded down to a whole cent (P5). */
    public static long roundedDownToWholeCents(long nanos) {
        return nanos - nanos % NANOS_PER_CENT;
    }

    /** {@code nanos} rounded up to a whole dollar, held to {@link Long#MAX_VALUE} (P4). */
    public static long roundedUpToWholeUsd(long nanos) {
        long part = nanos % NANOS_PER_USD;
        return part == 0 ? nanos : saturatingAdd(nanos, NANOS_PER_USD - part);
    }

    /**
     * Tells whether {@code part} is at least {@code percent} (0 to 100) of {@code whole}, exactly
     * (M1).
     */
    public static boolean reachesPercent(long part, long whole, int percent) {
        long partHigh = Math.multiplyHigh(part, 100L);
        long wholeHigh = Math.multiplyHigh(whole, (long) percent);
        return partHigh != wholeHigh
                ? partHigh > wholeHigh
                : Long.compareUnsigned(part * 100L, whole * percent) >= 0;
    }

    /**
     * Formats for people: {@code $20}, {@code $0.50}, {@code $1.234567891}, {@code -$5}; never
     * rounded.
     */
    public static String format(long nanos) {
        String sign = nanos < 0 ? "-$" : "$";
        long usd = Math.abs(nanos / NANOS_PER_USD);
        long part = Math.abs(nanos % NANOS_PER_USD);
        if (part == 0) {
            return sign + usd;
        }
        String digits = String.valueOf(NANOS_PER_USD + part).substring(1);
        int end = NANO_DIGITS;
        while (end > 2 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return sign + usd + "." + digits.substring(0, end);
    }
}
