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
 * @param longContext the prices of requests with a long context; null: the same
 */
public record Price(
        long inputPico, long outputPico, long cacheWritePico, long cacheWrite1hPico,
        long cacheReadPico, LongContext longContext) {
    /** $10,000,000 per million tokens. */
    public static final long MAX_PICO_PER_TOKEN = 10_000_000L * 1_000_000L;

    /** Refuses a price past these bounds, which could not be added up exactly. */
    public Price {
        checked(inputPico);
        checked(outputPico);
        checked(cacheWritePico);
        checked(cacheWrite1hPico);
        checked(cacheReadPico);
    }

    /** A price that is the same for a long context. */
    public Price(long inputPico, long outputPico, long cacheWritePico, long cacheWrite1hPico,
            long cacheReadPico) {
        this(inputPico, outputPico, cacheWritePico, cacheWrite1hPico, cacheReadPico, null);
    }

    /**
     * Other prices for all tokens of a request that reads many (M2).
     *
     * @param aboveInputTokens requests that read more tokens than this, from caches or not; not
     *     negative
     * @param price their price; it has no long context of its own
     */
    public record LongContext(long aboveInputTokens, Price price) {
        /** Refuses a threshold or price that would not mean anything. */
        public LongContext {
            if (aboveInputTokens < 0 || price.longContext != null) {
                throw new IllegalArgumentException("long_context above " + aboveInputTokens
                        + " tokens: must be 0 or more, and have plain prices");
            }
        }
    }

    /** The price that holds for the request: that of a long context where it has one (M2). */
    public Price of(UsageEvent usage) {
        return longContext != null && usage.contextTokens() > longContext.aboveInputTokens
                ? longContext.price : this;
    }

    private static void checked(long pico) {
        if (pico < 0 || pico > MAX_PICO_PER_TOKEN) {
            throw new IllegalArgumentException("a price is " + pico
                    + " pico-USD per token: must be 0 to " + MAX_PICO_PER_TOKEN);
        }
    }
}
