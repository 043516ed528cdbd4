package dev.extrausage.api.writes;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The corrections that give a request's usage back: one for each pool and grant that paid for it,
 * of the whole of what each paid (P9). The first has the caller's id; those of the others follow
 * from it, so that the same request always makes the same events (M4).
 */
final class ReversalParts {
    /** The payer of a part: the allowance, or a grant of extra usage. */
    private record Payer(Pool pool, String grantId) { }

    private ReversalParts() {}

    /**
     * The changes that give an entry's usage back whole.
     *
     * @throws Problem bad_request: the entry is no usage, or no pool that can take it back paid
     */
    static List<Change.UsageReversed> of(WrittenEntry entry) {
        if (entry.usage() == null) {
            throw bad(entry, "it answers " + ((AccountEvent) entry.cause().event()).change().type()
                    + ", and only usage can be given back");
        }
        Map<Payer, Long> paid = new LinkedHashMap<>();
        for (Posting p : entry.postings()) {
            if (p.to() == Pool.USAGE
                    && (p.from() == Pool.ALLOWANCE || p.from() == Pool.EXTRA_USAGE)) {
                paid.merge(new Payer(p.from(), p.grantId()), p.amountNanos(), Math::addExact);
            }
        }
        if (paid.isEmpty()) {
            throw bad(entry, "neither the allowance of a present cycle nor extra usage paid for"
                    + " it, so there is nothing to give back");
        }
        List<Change.UsageReversed> changes = new ArrayList<>();
        paid.forEach((payer, nanos) -> changes.add(new Change.UsageReversed(
                entry.cause().event().eventId(), payer.pool(), payer.grantId(), nanos)));
        return changes;
    }

    private static Problem bad(WrittenEntry entry, String why) {
        return Problem.of(ProblemCode.BAD_REQUEST,
                "Entry " + entry.sequence() + " cannot be given back: " + why + ".")
                .with("field", "sequence").with("value", Long.toString(entry.sequence()))
                .with("bound", "the number of an entry of usage that was paid for");
    }

    /** The id of each change, in their order: the key for the first. */
    static List<EventId> ids(EventId key, List<Change.UsageReversed> changes) {
        List<EventId> ids = new ArrayList<>();
        for (Change.UsageReversed change : changes) {
            ids.add(ids.isEmpty() ? key : derived(key, change));
        }
        return ids;
    }

    private static EventId derived(EventId key, Change.UsageReversed change) {
        return EventId.derived(key.time(), "UsageReversed " + key + " " + change.pool()
                + (change.grantId() == null ? "" : " " + change.grantId()));
    }

    /**
     * Those that no other request has given back. The ledger knows a grant's by itself, the
     * allowance's only its journal does.
     *
     * @param key the caller's: what it has written itself is to be asked for again
     * @param earlier corrections of this usage that were applied
     */
    static List<Change.UsageReversed> notYetGivenBack(EventId key,
            List<Change.UsageReversed> changes, List<AccountEvent> earlier) {
        List<Change.UsageReversed> open = new ArrayList<>();
        for (Change.UsageReversed change : changes) {
            Set<EventId> own = new HashSet<>(Set.of(key));
            own.add(derived(key, change));
            boolean givenBack = earlier.stream().anyMatch(e -> !own.contains(e.eventId())
                    && e.change() instanceof Change.UsageReversed done
                    && done.usageEventId().equals(change.usageEventId())
                    && done.pool() == change.pool()
                    && Objects.equals(done.grantId(), change.grantId()));
            if (!givenBack) {
                open.add(change);
            }
        }
        return open;
    }
}
