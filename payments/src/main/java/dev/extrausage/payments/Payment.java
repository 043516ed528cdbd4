package dev.extrausage.payments;

/**
 * A charge as the card processor has it.
 *
 * @param paymentId the processor's name of it; 1 to 128 visible ASCII characters
 * @param key the key it was charged with: the {@code top_up_id}
 * @param accountId whose card was charged
 * @param method the card's name
 * @param amountNanos how much, in nano-USD
 * @param status how it stands
 * @param declineCode why it was declined, in a plain code; null unless it was
 * @param at when it was approved or declined, or will be; in milliseconds since 1970
 * @param refundedAt when it was paid back, in milliseconds since 1970; null unless it was
 */
public record Payment(String paymentId, String key, String accountId, String method,
        long amountNanos, Status status, String declineCode, long at, Long refundedAt) {

    /** How a charge stands. Only {@link #PROCESSING} ever changes. */
    public enum Status {
        /** Neither approved nor declined yet. */
        PROCESSING,
        /** The money was taken. */
        APPROVED,
        /** No money was taken, and none will be. */
        DECLINED
    }

    /** Whether the money was paid back. */
    public boolean isRefunded() {
        return refundedAt != null;
    }

   public Payment as(Status now) {
        return new Payment(paymentId, key, accountId, method, amountNanos, now, declineCode, at,
                refundedAt);
    }

   public Payment refunded(long when) {
        return new Payment(paymentId, key, accountId, method, amountNanos, status, declineCode, at,
                when);
    }
}
