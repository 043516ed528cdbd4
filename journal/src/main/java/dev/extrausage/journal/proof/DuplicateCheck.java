package dev.extrausage.journal.proof;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.TopUpId;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.IntFunction;

/**
 * A search for what a journal may hold only once: an event that was decided (M4), and the credit
 * that settles a top-up of auto-reload. An external merge sort brings equal ids together.
 */
final class DuplicateCheck implements AutoCloseable {
    /** Note: an entry that M4 does not compare; it may repeat an id. */
    private static final int NOT_COMPARED = 0;
    /** Note: an entry whose id must be new. */
    private static final int COMPARED = 1;
    /** Note: credit that settles a top-up. */
    private static final int SETTLES = 2;

    private final ExternalMergeSort ids;

    /** Spills into {@code folder} what does not fit into memory. */
    DuplicateCheck(Path folder) {
        ids = new ExternalMergeSort(folder);
    }

    /** Takes note of an entry, whose cause is known. */
    void decided(Trail.Owner owner, EntryCheck.Checked checked) {
        if (!checked.content().has(Outcome.REFUSED)) {
            ids.add(KeyedPlace.of(checked.input().event().eventId(), owner, checked,
                    InputAge.isCompared(checked.input()) ? COMPARED : NOT_COMPARED));
        }
        if (checked.content().has(Outcome.APPLIED)
                && checked.input().event() instanceof AccountEvent a
                && a.change() instanceof Change.CreditGranted credit && credit.kind().isBought()
                && credit.topUpId() != null && TopUpId.isAutoReload(credit.topUpId())) {
            ids.add(KeyedPlace.of(
                    EventId.derived(0, credit.topUpId()), owner, checked, SETTLES));
        }
    }

    /** Reports what is there again: the journal was read to its end. */
    void end(Place place, IntFunction<String> accountAt) {
        KeyedPlace first = null;
        for (Iterator<KeyedPlace> sorted = ids.sorted(); sorted.hasNext();) {
            KeyedPlace next = sorted.next();
            if (first == null || !first.hasKeyOf(next)) {
                first = next;
            } else if (next.note() != NOT_COMPARED) {
                place.report(FindingKind.DOUBLED, next.offset(), accountAt.apply(next.account()),
                        next.sequence(), text(first, next));
            }
        }
    }

    private static String text(KeyedPlace first, KeyedPlace again) {
        boolean settles = again.note() == SETTLES;
        return (settles ? "the top-up that entry " : "the event that entry ") + again.sequence()
                + (settles ? " settles was settled" : " answers was answered")
                + " before, by entry " + first.sequence() + " at offset " + first.offset();
    }

    /** The ids that were decided and not refused. */
    ExternalMergeSort decidedIds() {
        return ids;
    }

    @Override public void close() {
        ids.close();
    }
}
