package dev.extrausage.journal.proof;

import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;

/**
 * A search for payments behind two grants (J6), over all accounts, where no processor's list tells
 * of it. Safe for many threads.
 */
final class PaymentGrants implements AutoCloseable {
    private final ExternalMergeSort grants;

    /** Spills into {@code folder} what does not fit into memory. */
    PaymentGrants(Path folder) {
        grants = new ExternalMergeSort(folder);
    }

    /** Takes note of a credit that was applied in that partition. */
    void credited(Trail.Owner owner, EntryCheck.Checked checked, Change.CreditGranted credit,
            int partition) {
        if (credit.kind().isBought() && credit.paymentId() != null) {
            EventId key = EventId.derived(0, credit.paymentId());
            synchronized (this) {
                grants.add(KeyedPlace.of(key, owner, checked, partition));
            }
        }
    }

    /** The journal was read to its end. */
    synchronized void end(Map<Integer, PartitionAudit> partitions) {
        KeyedPlace first = null;
        for (Iterator<KeyedPlace> all = grants.sorted(); all.hasNext();) {
            KeyedPlace next = all.next();
            if (first == null || first.high() != next.high() || first.low() != next.low()) {
                first = next;
            } else {
                PartitionAudit here = partitions.get(next.note());
                PartitionAudit there = partitions.get(first.note());
                here.place().report(FindingKind.DOUBLED, next.offset(),
                        here.trails().accountAt(next.account()), next.sequence(),
                        "the payment behind entry " + next.sequence() + " is behind entry "
                                + first.sequence() + " of account "
                                + there.trails().accountAt(first.account()) + " as well");
            }
        }
    }

    @Override public void close() {
        grants.close();
    }
}
