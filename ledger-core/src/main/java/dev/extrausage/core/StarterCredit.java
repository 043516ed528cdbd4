package dev.extrausage.core;

/**
 * The starter credit, once per account (P4).
 *
 * @param offeredNanos the amount fixed when it was offered; null: not offered
 * @param claimed whether the customer has taken it
 */
public record StarterCredit(Long offeredNanos, boolean claimed) {
    static final StarterCredit NOT_OFFERED = new StarterCredit(null, false);
}
