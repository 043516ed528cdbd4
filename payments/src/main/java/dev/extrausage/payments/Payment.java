package dev.extrausage.payments;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Money;

/**
 * A charge as the card processor has it.
 *
 * @param paymentId the processor's name of it; 1 to 128 visible ASCII characters
 * @param key the key it was charged with: the {@code top_up_id}
 * @param accountId whose card was charged
 * @param method the card's name
 * @param amountNanos nano-USD, from 1 to $10,000,000
 * @param status its state
 * @param declineCode why it was declined, in a plain code; null unless it was
 * @param at when it was approved or declined, or will be; in milliseconds since 1970
 * @param refundedNanos how much of it was paid back, nano-USD, from 0 to all
 * @param refundedAt when the last of that was, in milliseconds since 1970; null if none was
 */
public record Payment(String paymentId, String key, String accountId, String method,
        long amountNanos, Status status, String declineCode, long at, long refundedNanos,
        Long refundedAt) {

    /** Throws {@link BadInput} for a payment that the ledger would refuse as bad input. */
    public Payment {
        if (amountNanos < 1 || amountNanos > Money.MAX_AMOUNT_NANOS) {
            throw BadInput.of("the payment's amount_nanos", amountNanos,
                    "1 to " + Money.MAX_AMOUNT_NANOS);
        }
        if (refundedNanos < 0 || refundedNanos > amountNanos) {
            throw BadInput.of("the payment's refunded_nanos", refundedNanos, "0 to " + amountNanos);
        }
        Bounds.time("the payment's time", at);
    }

    /** A payment of which nothing was paid back. */
    public Payment(String paymentId, String key, String accountId, String method, long amountNanos,
            Status status, String declineCode, long at) {
        this(paymentId, key, accountId, method, amountNanos, status, declineCode, at, 0, null);
    }

    /** The state of a charge. Only {@link #PROCESSING} ever changes. */
    public enum Status {
        /** Neither approved nor declined yet. */
        PROCESSING,
        /** The money was taken. */
        APPROVED,
        /** No money was taken, and none will be. */
        DECLINED
    }

    /** True when all of the money was paid back. */
    public boolean isRefunded() {
        return refundedNanos == amountNanos;
    }

    /** The part of it that was not paid back, in nano-USD. */
    public long restNanos() {
        return amountNanos - refundedNanos;
    }

    /** The same payment in another status. */
    public Payment as(Status now) {
        return new Payment(paymentId, key, accountId, method, amountNanos, now, declineCode, at,
                refundedNanos, refundedAt);
    }

    /**
     * The same payment with more of it paid back.
     *
     * @param nanos how much more, in nano-USD
     * @param when in milliseconds since 1970
     */
    public Payment refunded(long nanos, long when) {
        return new Payment(paymentId, key, accountId, method, amountNanos, status, declineCode, at,
                refundedNanos + nanos, when);
    }
}
