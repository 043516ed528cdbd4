package dev.extrausage.client.gate;

import dev.extrausage.core.Bounds;
import dev.extrausage.core.EventId;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UsageEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * The most that a request may use, known before it runs: to ask the gate with, which prices it by
 * the catalog version in force as the ledger will. Immutable; may be asked with again and again.
 *
 * <p>Its cost is exact: that of usage of just these tokens and units, long context and service tier
 * included, with the ledger's one rounding (M2). Usage of fewer output tokens or units costs no
 * more.
 */
public final class RequestEstimate {
    private static final String ANY = "any";
    private static final EventId ANY_ID = EventId.derived(Bounds.MIN_TIME, ANY);

    private final UsageEvent usage;

    private RequestEstimate(UsageEvent usage) {
        this.usage = usage;
    }

    /**
     * A builder for a request to that model; every count begins at 0.
     *
     * @param model its name in the catalog or an alias, capitals folded
     */
    public static Builder of(String model) {
        return new Builder(model);
    }

    /** The usage it would be at most; of nobody, at no time. */
    UsageEvent usage() {
        return usage;
    }

    /** Its cost in nano-USD where it has a price; the greatest long where that does not fit one. */
    long nanos(PriceBook prices) {
        long cost = prices.cost(usage);
        return cost == PriceBook.TOO_MUCH ? Long.MAX_VALUE : cost;
    }

    /** The model as it was named. */
    public String model() {
        return usage.model();
    }

    /** The service tier as it was named; null: standard. */
    public String serviceTier() {
        return usage.serviceTier();
    }

    /** The counts of units, by name; empty for none. */
    public Map<String, Long> units() {
        return usage.units();
    }

    /** Fills in a {@link RequestEstimate}; belongs to one thread. */
    public static final class Builder {
        private final String model;
        private final Map<String, Long> units = new HashMap<>();
        private String serviceTier;
        private long input;
        private long mostOutput;
        private long cacheWrite;
        private long cacheWrite1h;
        private long cacheRead;

        private Builder(String model) {
            this.model = model;
        }

        /** Input tokens apart from any cache, and the most that may be answered. */
        public Builder tokens(long inputTokens, long mostOutputTokens) {
            input = inputTokens;
            mostOutput = mostOutputTokens;
            return this;
        }

        /** Tokens written to the 5-minute cache. */
        public Builder cacheWriteTokens(long count) {
            cacheWrite = count;
            return this;
        }

        /** Tokens written to the 1-hour cache. */
        public Builder cacheWrite1hTokens(long count) {
            cacheWrite1h = count;
            return this;
        }

        /** Tokens read from a cache. */
        public Builder cacheReadTokens(long count) {
            cacheRead = count;
            return this;
        }

        /** The service tier it is to be served at; null, as without it: standard. */
        public Builder serviceTier(String name) {
            serviceTier = name;
            return this;
        }

        /** The most of what is priced by the piece, such as web searches; up to 16 names. */
        public Builder unit(String name, long most) {
            units.put(name, most);
            return this;
        }

        /**
         * Builds it.
         *
         * @throws dev.extrausage.core.BadInput a value is out of its bounds (SPEC 4): the message
         *     names field, value, bound
         */
        public RequestEstimate build() {
            return new RequestEstimate(new UsageEvent(ANY_ID, ANY, null, Bounds.MIN_TIME, ANY,
                    null, model, input, mostOutput, cacheWrite, cacheWrite1h, cacheRead,
                    serviceTier, units));
        }
    }
}
