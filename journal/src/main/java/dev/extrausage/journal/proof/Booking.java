package dev.extrausage.journal.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The journal's entries for one listed charge. */
final class Booking {
    /** A credit that names the charge. */
    record Credit(String account, long amountNanos, long sequence) {}

    final List<Credit> credits = new ArrayList<>();
    /** The refunds that were ordered and are still due, by the processor's key of them. */
    final Map<String, Long> due = new HashMap<>();
    /** The sum of refunds that the journal was told of. */
    long told;
    /** The sum of chargebacks. */
    long reversed;

    /** The refunds due that the list does not name, and the parts that name no refund due. */
    record Unnamed(long due, long listed) {}

    /** Takes away what the list and the journal both name, with the same amount. */
    Unnamed unnamed(List<ListedPayment.Part> refunds) {
        Map<String, Long> left = new HashMap<>(due);
        long listed = 0;
        for (ListedPayment.Part part : refunds) {
            if (part.id() == null || !left.remove(part.id(), part.amountNanos())) {
                listed += part.amountNanos();
            }
        }
        return new Unnamed(left.values().stream().mapToLong(Long::longValue).sum(), listed);
    }
}
