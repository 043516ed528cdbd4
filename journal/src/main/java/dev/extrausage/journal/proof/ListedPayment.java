package dev.extrausage.journal.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A charge as a card processor lists it; amounts in nano-USD.
 *
 * @param paymentId the processor's name of it
 * @param topUpId the idempotency key it was charged with; null if not told
 * @param account the account whose card it is
 * @param amountNanos the amount charged
 * @param status its state
 * @param refunds what was paid back of it
 * @param chargebacks what the bank took back of it; null where the list does not tell
 */
public record ListedPayment(String paymentId, String topUpId, String account, long amountNanos,
        Status status, List<Part> refunds, List<Part> chargebacks) {
    /** Copies the lists. */
    public ListedPayment {
        refunds = List.copyOf(refunds);
        chargebacks = chargebacks == null ? null : List.copyOf(chargebacks);
    }

    /** The state of a charge; what may have taken money comes first. */
    public enum Status {
        /** Money was taken. */
        APPROVED,
        /** Neither approved nor declined yet. */
        PROCESSING,
        /** No money was taken, and none will be. */
        DECLINED
    }

    /**
     * A part of a charge that was paid or taken back.
     *
     * @param id the processor's key of it; null if not told
     * @param amountNanos nano-USD
     */
    public record Part(String id, long amountNanos) {}

    /** The sum paid back. */
    long refundedNanos() {
        return sum(refunds);
    }

    /** The sum that the bank took back; 0 where the list does not tell. */
    long chargedBackNanos() {
        return chargebacks == null ? 0 : sum(chargebacks);
    }

    private static long sum(List<Part> parts) {
        return parts.stream().mapToLong(Part::amountNanos).sum();
    }

    /** The same charge, with one more part paid back. */
    ListedPayment refunded(Part part) {
        List<Part> more = new ArrayList<>(refunds);
        more.add(part);
        return new ListedPayment(
                paymentId, topUpId, account, amountNanos, status, more, chargebacks);
    }
}
