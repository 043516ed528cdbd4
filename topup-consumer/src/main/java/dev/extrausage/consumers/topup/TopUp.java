package dev.extrausage.consumers.topup;

import dev.extrausage.core.GrantKind;

/**
 * The state of one top-up; the consumer's own durable memory of it.
 *
 * @param accountId whose
 * @param topUpId the payment's key and the grant's id
 * @param kind PURCHASE or AUTO_RELOAD
 * @param amountNanos what was asked for, in nano-USD
 * @param stage how far it is
 * @param since when it came to that stage, in milliseconds since 1970
 * @param requestOffset where the request that began it stands in its partition
 */
record TopUp(String accountId, String topUpId, GrantKind kind, long amountNanos, Stage stage,
        long since, long requestOffset) {

    /** The stages: a top-up is {@code CHARGING} first, or {@code DECLINED} at once. */
    enum Stage {
        /** Accepted: the processor is, or was, or will be asked. Nothing was answered yet. */
        CHARGING,
        /** Paid, and the ledger was told, once. What it did with it is not known yet. */
        PAID,
        /** The ledger has added the credit: never to be refunded by this consumer (A4). */
        CREDITED,
        /** Not paid, and the ledger was told. */
        DECLINED,
        /** Paid, refused by the ledger, to be paid back. Never to be credited any more. */
        REFUNDING,
        /** Paid back. */
        REFUNDED,
        /** Cannot be paid back by the processor: on the attention list (A8). */
        GIVEN_UP
    }

    TopUp at(Stage next, long now) {
        return new TopUp(accountId, topUpId, kind, amountNanos, next, now, requestOffset);
    }

    /** Names it among all top-ups. A space is in no id, so no two share a name. */
    String name() {
        return name(accountId, topUpId);
    }

    static String name(String accountId, String topUpId) {
        return accountId + " " + topUpId;
    }

    /** True if it may yet add to the balance: the card is charged, or was and the credit is due. */
    boolean isUnderWay() {
        return stage == Stage.CHARGING || stage == Stage.PAID;
    }

    /** True if nothing can happen to it any more. */
    boolean isSettled() {
        return stage == Stage.CREDITED || stage == Stage.DECLINED
                || stage == Stage.REFUNDED || stage == Stage.GIVEN_UP;
    }
}
