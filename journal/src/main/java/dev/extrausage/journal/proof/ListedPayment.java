package dev.extrausage.journal.proof;

/**
 * A charge as a card processor lists it.
 *
 * @param paymentId the processor's name of it
 * @param topUpId the idempotency key it was charged with; null if not told
 * @param account whose card
 * @param amountNanos how much, in nano-USD
 * @param approved whether money was taken
 * @param refunded whether it was paid back
 */
public record ListedPayment(String paymentId, String topUpId, String account, long amountNanos,
        boolean approved, boolean refunded) {}
