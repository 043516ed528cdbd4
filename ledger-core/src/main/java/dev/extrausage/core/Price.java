package dev.extrausage.core;

/**
 * A model's list price, in pico-USD per token: USD per million tokens times 1,000,000, so a price
 * with at most six decimals is exact (M2). 0 to {@link #MAX_PICO_PER_TOKEN} each.
 *
 * @param inputPico an input token
 * @param outputPico an output token
 * @param cacheWritePico a token written to the 5-minute cache
 * @param cacheWrite1hPico a token written to the 1-hour cache
 * @param cacheReadPico a token read from a cache
 */
public record Price(
        long inputPico, long outputPico, long cacheWritePico, long cacheWrite1hPico,
        long cacheReadPico) {
    /** $10,000,000 per million tokens. */
    public static final long MAX_PICO_PER_TOKEN = 10_000_000L * 1_000_000L;
    /** The result of {@link #cost} when a {@code long} of nano-USD cannot hold the cost. */
    public static final long TOO_MUCH = -1;

    private static final long PICO_PER_NANO = 1000;

    /** Refuses a price past these bounds, which could not be added up exactly. */
    public Price {
        checked(inputPico);
        checked(outputPico);
        checked(cacheWritePico);
        checked(cacheWrite1hPico);
        checked(cacheReadPico);
    }

    /**
     * The list price of one request in nano-USD, rounded half to even, once (M2); or
     * {@link #TOO_MUCH}. Each price is split into whole nanos and a rest below 1000 pico, so the
     * rests of a request never come near the end of a {@code long}, and the wholes saturate.
     */
    public long cost(UsageEvent usage) {
        long restPico = rest(usage.inputTokens(), inputPico)
                + rest(usage.outputTokens(), outputPico)
                + rest(usage.cacheWriteTokens(), cacheWritePico)
                + rest(usage.cacheWrite1hTokens(), cacheWrite1hPico)
                + rest(usage.cacheReadTokens(), cacheReadPico);
        long nanos = restPico / PICO_PER_NANO;
        nanos = plusWhole(nanos, usage.inputTokens(), inputPico);
        nanos = plusWhole(nanos, usage.outputTokens(), outputPico);
        nanos = plusWhole(nanos, usage.cacheWriteTokens(), cacheWritePico);
        nanos = plusWhole(nanos, usage.cacheWrite1hTokens(), cacheWrite1hPico);
        nanos = plusWhole(nanos, usage.cacheReadTokens(), cacheReadPico);
        restPico %= PICO_PER_NANO;
        boolean up = restPico > PICO_PER_NANO / 2
                || restPico == PICO_PER_NANO / 2 && nanos % 2 == 1;
        // The greatest long stands for everything beyond it: a saturated sum is never mistaken.
        long cost = Money.saturatingAdd(nanos, up ? 1 : 0);
        return cost == Long.MAX_VALUE ? TOO_MUCH : cost;
    }

    private static long rest(long tokens, long pico) {
        return tokens * (pico % PICO_PER_NANO);
    }

    private static long plusWhole(long nanos, long tokens, long pico) {
        return Money.saturatingAdd(
                nanos, Money.saturatingMultiply(tokens, pico / PICO_PER_NANO));
    }

    private static void checked(long pico) {
        if (pico < 0 || pico > MAX_PICO_PER_TOKEN) {
            throw new IllegalArgumentException("a price is " + pico
                    + " pico-USD per token: must be 0 to " + MAX_PICO_PER_TOKEN);
        }
    }
}
