package dev.extrausage.consumers.topup;

import dev.extrausage.core.HashedName;

/**
 * An amount that is to be paid back to a card, and how far that is; the consumer's own durable
 * memory of it.
 *
 * @param accountId whose
 * @param name names it among the account's; of an ordered one also the processor's key (A7)
 * @param cause why it is owed
 * @param grantId the lot it is of; of a refused credit, the lot that never came to be
 * @param topUpId the top-up that the refused credit named; null where it is not known
 * @param refundId the refund that was ordered; null unless it was
 * @param amountNanos the ordered amount, or the refused credit's, in nano-USD
 * @param sequence the journal's entry that it follows from; 0 of one's own top-up
 * @param at the time of that entry, in milliseconds since 1970
 * @param stage how far it is
 * @param since when it came to that stage, in milliseconds since 1970
 */
record PayBack(String accountId, String name, Cause cause, String grantId, String topUpId,
        String refundId, long amountNanos, long sequence, long at, Stage stage, long since) {

    /** The reasons to pay back. */
    enum Cause {
        /** The ledger refused the credit of this consumer's own top-up (A4). */
        TOP_UP_REFUSED,
        /** The ledger refused a credit that somebody else wrote (A4). */
        CREDIT_REFUSED,
        /** An applied {@code RefundOrdered} (A7). */
        ORDERED
    }

    /** The stages; only {@code OWED} is not the end. */
    enum Stage {
        /** The processor, or the journal, is to be asked. */
        OWED,
        /** Paid back. */
        PAID_BACK,
        /** Nothing is owed: the payment was credited, or is a top-up's that is settled itself. */
        CREDITED,
        /** Cannot be paid back, and the ledger was told so. */
        FAILED,
        /** Cannot be paid back, or is contradicted: on the attention list. */
        LISTED
    }

    /** Of a top-up that is {@code REFUNDING}, which is the memory of it. */
    static PayBack of(TopUp topUp) {
        return new PayBack(topUp.accountId(), "top-up:" + topUp.topUpId(), Cause.TOP_UP_REFUSED,
                topUp.topUpId(), topUp.topUpId(), null, topUp.amountNanos(), 0, topUp.since(),
                Stage.OWED, topUp.since());
    }

    /** Of a credit that was refused in that entry. */
    static PayBack ofRefusedCredit(String accountId, String grantId, String topUpId,
            long amountNanos, long sequence, long at, long now) {
        return new PayBack(accountId, "credit:" + sequence, Cause.CREDIT_REFUSED, grantId, topUpId,
                null, amountNanos, sequence, at, Stage.OWED, now);
    }

    /** Of a refund that was ordered in that entry. */
    static PayBack ordered(String accountId, String grantId, String refundId, long amountNanos,
            long sequence, long at, long now) {
        return new PayBack(accountId, HashedName.ofFailedRefund(accountId, grantId, refundId),
                Cause.ORDERED, grantId, null, refundId, amountNanos, sequence, at, Stage.OWED,
                now);
    }

    PayBack at(Stage next, long now) {
        return new PayBack(accountId, name, cause, grantId, topUpId, refundId, amountNanos,
                sequence, at, next, now);
    }

    /** Names it among all. A space is in no id, so no two share a key. */
    String key() {
        return key(accountId, name);
    }

    static String key(String accountId, String name) {
        return accountId + " " + name;
    }

    boolean isOwed() {
        return stage == Stage.OWED;
    }
}
