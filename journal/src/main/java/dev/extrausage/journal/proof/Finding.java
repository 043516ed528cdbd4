package dev.extrausage.journal.proof;

import dev.extrausage.journal.redecide.Difference;
import java.util.List;

/**
 * One thing that does not hold, and where.
 *
 * @param kind its kind
 * @param topic the topic that {@code partition} and {@code offset} are of
 * @param partition the partition; null where it has none, as with a payment
 * @param offset the record that shows it; null where there is none to show
 * @param account whose; null if no account could be made out
 * @param sequence the number of the entry that it is about; null if unknown
 * @param text a sentence for people
 * @param differences field by field, for {@link FindingKind#CONTENT_DIFFERS}; else empty
 */
public record Finding(FindingKind kind, String topic, Integer partition, Long offset,
        String account, Long sequence, String text, List<Difference> differences) {
    /** Copies the list. */
    public Finding {
        differences = List.copyOf(differences);
    }
}
