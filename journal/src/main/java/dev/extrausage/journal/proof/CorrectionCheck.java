package dev.extrausage.journal.proof;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.HashedName;
import dev.extrausage.core.Money;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Posting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A search for corrections that no fact supports (J6), by a merge join of two sorted lists: facts
 * (what a request took from a pool or grant; a refund that was due) and claims on them (usage given
 * back; a refund that failed). A claim takes a whole fact, made before it, once, and no more than
 * its amount.
 */
final class CorrectionCheck implements AutoCloseable {
    /** The last bit of a note: the place is about a refund, not about usage. */
    private static final int REFUND = 1;
    private static final int USAGE = 0;
    private static final String FAILED_REFUND = "refund:";

    private final ExternalMergeSort facts;
    private final ExternalMergeSort claims;
    private final NameMark marks = new NameMark();

    /** A fact of the key at hand, and the claim that took it; 0 while none has. */
    private static final class Fact {
        private final KeyedPlace place;
        private long takenBy;

        Fact(KeyedPlace place) {
            this.place = place;
        }
    }

    /** Spills into {@code folder} what does not fit into memory. */
    CorrectionCheck(Path folder) {
        facts = new ExternalMergeSort(folder);
        claims = new ExternalMergeSort(folder);
    }

    /** Takes note of an entry. */
    void decided(Trail.Owner owner, EntryCheck.Checked checked) {
        EntryContent content = checked.content();
        if (content.isUsage()) {
            usage(owner, checked, content);
        } else if (content.has(Outcome.APPLIED)) {
            correction(owner, checked, ((AccountEvent) checked.input().event()).change());
        }
    }

    private void usage(Trail.Owner owner, EntryCheck.Checked checked, EntryContent content) {
        EventId id = checked.input().event().eventId();
        for (int i = 0; i < content.postings(); i++) {
            boolean fromGrant = content.from(i).equals(Pool.EXTRA_USAGE.name());
            if (content.to(i).equals(Pool.USAGE.name())
                    && (fromGrant || content.from(i).equals(Pool.ALLOWANCE.name()))) {
                facts.add(KeyedPlace.of(id, owner, checked,
                        note(fromGrant ? content.grantId(i) : null, USAGE),
                        content.amountNanos(i)));
            }
        }
    }

    private void correction(Trail.Owner owner, EntryCheck.Checked checked, Change change) {
        if (change instanceof Change.UsageReversed c) {
            claims.add(KeyedPlace.of(c.usageEventId(), owner, checked, note(c.grantId(), USAGE),
                    c.amountNanos()));
        } else if (change instanceof Change.RefundOrdered c) {
            String lot = HashedName.ofFailedRefund(owner.accountId(), c.grantId(), c.refundId());
            facts.add(KeyedPlace.of(key(c.refundId()), owner, checked, note(lot, REFUND),
                    refunded(checked.found().entry())));
        } else if (change instanceof Change.RefundFailed c) {
            claims.add(KeyedPlace.of(key(c.refundId()), owner, checked,
                    note(c.grantId().startsWith(FAILED_REFUND) ? c.grantId() : null, REFUND),
                    c.amountNanos()));
        }
    }

    /** The amount of an entry that pays back, nano-USD. */
    static long refunded(BalanceChange entry) {
        return entry.getPostings().stream().filter(p -> p.getTo().equals(Pool.REFUNDS.name()))
                .mapToLong(Posting::getAmountNanos).sum();
    }

    private static EventId key(String refundId) {
        return EventId.derived(0, refundId);
    }

    private int note(String name, int kind) {
        return (name == null ? 0 : marks.of(name)) & ~1 | kind;
    }

    /** Joins the two lists: the journal was read to its end. */
    void end(Place place, IntFunction<String> accountAt) {
        if (claims.isEmpty()) {
            return;
        }
        Iterator<KeyedPlace> sortedFacts = facts.sorted();
        KeyedPlace next = sortedFacts.hasNext() ? sortedFacts.next() : null;
        List<Fact> ofKey = new ArrayList<>();
        for (Iterator<KeyedPlace> all = claims.sorted(); all.hasNext();) {
            KeyedPlace claim = all.next();
            if (ofKey.isEmpty() || !ofKey.get(0).place.hasKeyOf(claim)) {
                ofKey.clear();
            }
            while (next != null && (next.hasKeyOf(claim) || next.isBeforeKeyOf(claim))) {
                if (next.hasKeyOf(claim)) {
                    ofKey.add(new Fact(next));
                }
                next = sortedFacts.hasNext() ? sortedFacts.next() : null;
            }
            String fault = fault(claim, ofKey);
            if (fault != null) {
                place.report(FindingKind.UNSUPPORTED, claim.offset(),
                        accountAt.apply(claim.account()), claim.sequence(), fault);
            }
        }
    }

    /** A sentence on what does not support the claim; null if its fact does. */
    private static String fault(KeyedPlace claim, List<Fact> ofKey) {
        boolean refund = (claim.note() & 1) == REFUND;
        String what = "entry " + claim.sequence() + (refund ? " returns a refund of "
                : " gives back usage of ") + Money.format(claim.amountNanos());
        Fact fact = ofKey.stream().filter(f -> supports(f.place, claim))
                .min((a, b) -> Long.compare(a.takenBy, b.takenBy)).orElse(null);
        if (fact == null) {
            return what + (refund ? ", which was not due by any entry before it"
                    : ", which no entry before it shows that request " + new EventId(
                            claim.high(), claim.low()) + " took from that pool or grant");
        }
        String of = ", entry " + fact.place.sequence() + (refund ? " was of " : " took ")
                + Money.format(fact.place.amountNanos());
        if (fact.takenBy != 0) {
            return what + of + ", and entry " + fact.takenBy + " has "
                    + (refund ? "returned" : "given back") + " of it before";
        }
        fact.takenBy = claim.sequence();
        boolean tooMuch = claim.amountNanos() > fact.place.amountNanos()
                || refund && claim.amountNanos() < fact.place.amountNanos();
        return tooMuch ? what + of : null;
    }

    /** A refund that failed may return under a name of its own: then its refund_id decides. */
    private static boolean supports(KeyedPlace fact, KeyedPlace claim) {
        boolean anyName = claim.note() == REFUND && (fact.note() & 1) == REFUND;
        return fact.sequence() < claim.sequence() && (anyName || fact.note() == claim.note());
    }

    @Override public void close() {
        facts.close();
        claims.close();
    }
}
