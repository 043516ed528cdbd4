package dev.extrausage.client.gate;

import dev.extrausage.core.PriceBook;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;

/**
 * The part of a request that has no price, for which the ledger would refuse its usage (U1).
 *
 * @param reason UNPRICED_MODEL, UNPRICED_TIER or UNPRICED_UNIT
 * @param name the model, service tier or unit, as the service asked for it
 */
record Unpriced(Reason reason, String name) {
    /** The first part without a price, in U1's order; null where each has one. */
    static Unpriced in(PriceBook prices, UsageEvent usage) {
        Reason reason = prices.unpriced(usage);
        if (reason == null) {
            return null;
        }
        return new Unpriced(reason, switch (reason) {
            case UNPRICED_MODEL -> usage.model();
            case UNPRICED_TIER -> usage.serviceTier();
            default -> prices.unpricedUnit(usage);
        });
    }
}
