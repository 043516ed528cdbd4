package dev.extrausage.consumers.topup;

import dev.extrausage.payments.Payment;
import dev.extrausage.payments.Refund;

/**
 * The answer about what is to be paid back.
 *
 * @param result how it ended
 * @param why in a sentence's words, for people; null where it was paid
 * @param payment the payment it is of; null where none was found
 * @param refund the processor's refund; null where none was made
 */
record PaidBack(Result result, String why, Payment payment, Refund refund) {
    /** The ends of a pay-back. */
    enum Result {
        /** The money is paid back. */
        PAID,
        /** The payment was credited, or its own top-up settles it: nothing is paid back. */
        CREDITED,
        /** There is no such payment, or the processor will never pay it back. */
        IMPOSSIBLE,
        /** Money moved otherwise: another amount under the same key, or a credit as well. */
        CONTRADICTED
    }

    static PaidBack impossible(String why, Payment payment) {
        return new PaidBack(Result.IMPOSSIBLE, why, payment, null);
    }

    /** The processor's name of the payment, or null. */
    String paymentId() {
        return payment == null ? null : payment.paymentId();
    }
}
