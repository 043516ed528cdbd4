package dev.extrausage.journal.proof;

import java.util.EnumMap;
import java.util.Map;

/**
 * The sums that an audit compared with a card processor's list, by sort. Grows as it compares; one
 * thread at a time.
 */
public final class PaymentSums {
    private final Map<Sort, PaymentTally> sums = new EnumMap<>(Sort.class);

    /** The sorts of payments and of what the journal says of them. */
    public enum Sort {
        /** Listed charges that took money. */
        CHARGED("charges that took money"),
        /** Of these: credited. */
        CREDITED("  of these credited"),
        /** Of these: paid back or taken back whole, and never credited. */
        RETURNED("  of these not credited, and paid back whole"),
        /** Listed charges that are neither approved nor declined yet. */
        PROCESSING("charges still in process"),
        /** Listed charges that took no money. */
        DECLINED("charges that took no money"),
        /** Refunds and parts of them in the list, of credited charges. */
        REFUNDED("refunds of credited charges"),
        /** Chargebacks in the list. */
        CHARGED_BACK("chargebacks in the list"),
        /** Bought credit in the journal. */
        BOUGHT("bought credit in the journal"),
        /** Of these: newer than the list, with no charge in it. */
        NEWER("  of these newer than the list"),
        /** Refunds that the journal ordered and that did not fail. */
        REFUND_DUE("refunds ordered in the journal"),
        /** Refunds that the journal was told of. */
        REFUND_TOLD("refunds by other means told to the journal"),
        /** Of these: not in the list, so made by other means. */
        ELSEWHERE("  of these not in the list"),
        /** Chargebacks in the journal. */
        REVERSED("chargebacks in the journal");

        private final String words;

        Sort(String words) {
            this.words = words;
        }

        /** The sort as people read it. */
        public String words() {
            return words;
        }
    }

    private boolean tellsChargebacks;

    void add(Sort sort, long nanos) {
        sums.merge(sort, PaymentTally.NONE.and(nanos), (before, one) -> before.and(nanos));
    }

    void listTellsChargebacks(boolean tells) {
        tellsChargebacks = tells;
    }

    /** The sum of that sort. */
    public PaymentTally of(Sort sort) {
        return sums.getOrDefault(sort, PaymentTally.NONE);
    }

    /** True if the list told of chargebacks, so that they were compared. */
    public boolean comparesChargebacks() {
        return tellsChargebacks;
    }
}
