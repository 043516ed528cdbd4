package dev.extrausage.view.rows;

import java.time.Instant;

/**
 * A purchase of credit with the card on file.
 *
 * @param amountNanos what was asked for; null: the request is past its retention and was declined
 * @param kind {@code MANUAL} or {@code AUTO_RELOAD}
 * @param declineCode null unless declined
 * @param requestedAt null: the request is past its retention
 * @param answeredAt the account's clock at the answer, or when that was received; null: pending
 * @param sequence of the entry that answers it; null: pending
 * @param reason the ledger's, if it refused the credit; or null
 * @param actor who asked; null: the request is past its retention
 */
public record TopUpRow(
        String topUpId, String accountId, Long amountNanos, String kind, Status status,
        String declineCode, Instant requestedAt, Instant answeredAt, Long sequence, String reason,
        String actor) {
    /** The state that it has reached. */
    public enum Status {
        /** Asked for, and not answered yet. */
        PENDING,
        /** Paid and credited. */
        CREDITED,
        /** Not paid. */
        DECLINED,
        /** Paid, but the ledger refused the credit: the payment is paid back (A4). */
        REFUSED
    }
}
