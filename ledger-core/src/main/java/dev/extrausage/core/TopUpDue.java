package dev.extrausage.core;

/**
 * A top-up to be requested (A2, A5).
 *
 * @param topUpId its {@link TopUpId}; the payment's idempotency key
 * @param amountNanos the amount to charge
 */
public record TopUpDue(String topUpId, long amountNanos) {}
