package dev.extrausage.client.gate;

import dev.extrausage.core.Money;
import dev.extrausage.core.Price;

/** The greatest cost of a request, before it has run. */
final class PriceEstimate {
    private static final long PICO_PER_NANO = 1_000;

    private PriceEstimate() {}

    /** At least the exact price: each part is rounded up, and too much is the greatest long. */
    static long nanos(Price price, long inputTokens, long outputTokens) {
        return Money.saturatingAdd(part(inputTokens, price.inputPico()),
                part(outputTokens, price.outputPico()));
    }

    private static long part(long tokens, long pico) {
        long whole = Money.saturatingMultiply(tokens, pico / PICO_PER_NANO);
        long rest = Money.saturatingMultiply(tokens, pico % PICO_PER_NANO);
        return Money.saturatingAdd(whole,
                Money.saturatingAdd(rest, PICO_PER_NANO - 1) / PICO_PER_NANO);
    }
}
