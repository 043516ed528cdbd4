package dev.extrausage.journal.proof;

import java.util.List;

/**
 * A card processor's list of all its charges.
 *
 * @param payments in any order
 * @param readAt the time at which it was read, in milliseconds since 1970: the ledger may have
 *     credited later charges since
 */
public record PaymentList(List<ListedPayment> payments, long readAt) {
    /** Copies the list. */
    public PaymentList {
        payments = List.copyOf(payments);
    }
}
