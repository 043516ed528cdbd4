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
 * @param refundedAt when it was paid back, in milliseconds since 1970; null unless it was
 */
public record Payment(String paymentId, String key, String accountId, String method,
        long amountNanos, Status status, String declineCode, long at, Long refundedAt) {

    /** Throws {@link BadInput} for a payment that the ledger would refuse as bad input. */
    public Payment {
        if (amountNanos < 1 || amountNanos > Money.MAX_AMOUNT_NANOS) {
            throw BadInput.of("the payment's amount_nanos", amountNanos,
                    "1 to " + Money.MAX_AMOUNT_NANOS);
        }
        Bounds.time("the payment's time", at);
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

    /** True when the money was paid back. */
    public boolean isRefunded() {
        return refundedAt != null;
    }

    /** The same payment in another status. */
    public Payment as(Status now) {
        return new Payment(paymentId, key, accountId, method, amountNanos, now, declineCode, at,
                refundedAt);
    }

    /** The same payment, paid back at {@code when}, in milliseconds since 1970. */
    public Payment refunded(long when) {
        return new Payment(paymentId, key, accountId, method, amountNanos, status, declineCode, at,
                when);
    }
}
