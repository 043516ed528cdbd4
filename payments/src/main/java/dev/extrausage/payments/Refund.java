package dev.extrausage.payments;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Money;

/**
 * A part of a charge that was paid back, or that the card processor was asked to pay back.
 *
 * @param refundId the processor's name of it; 1 to 128 visible ASCII characters
 * @param key the key it was asked for with
 * @param paymentId the processor's name of the payment it is of
 * @param amountNanos nano-USD, from 1 to $10,000,000
 * @param status its state
 * @param failureReason why it failed, in a plain code; null unless it did
 * @param at when it was paid or failed, or will be; in milliseconds since 1970
 */
public record Refund(String refundId, String key, String paymentId, long amountNanos,
        Status status, String failureReason, long at) {

    /** Throws {@link BadInput} for a refund that the ledger would refuse as bad input. */
    public Refund {
        if (amountNanos < 1 || amountNanos > Money.MAX_AMOUNT_NANOS) {
            throw BadInput.of("the refund's amount_nanos", amountNanos,
                    "1 to " + Money.MAX_AMOUNT_NANOS);
        }
        Bounds.time("the refund's time", at);
    }

    /** The state of a refund. Only {@link #PROCESSING} ever changes. */
    public enum Status {
        /** Neither paid nor failed yet. */
        PROCESSING,
        /** The money is on its way to the customer. */
        PAID,
        /** No money was paid, and none will be under this key. */
        FAILED
    }

    /** The same refund in another status. */
    public Refund as(Status now) {
        return new Refund(refundId, key, paymentId, amountNanos, now, failureReason, at);
    }
}
