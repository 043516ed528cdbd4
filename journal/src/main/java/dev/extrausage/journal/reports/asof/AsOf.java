package dev.extrausage.journal.reports.asof;

import dev.extrausage.core.Outcome;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * An account's balance at a time of the past; its entries are told in their order.
 *
 * <p>The journal has two times. An amount <em>took effect</em> at a time ({@code effective_at}),
 * and the ledger <em>knew</em> of it from the time its input was received. Inputs come from several
 * topics, so {@code received_at} is not in the order of entries; but an entry rests on all before
 * it, so the ledger cannot have said it before the latest of their receipts. What it had said by a
 * time is therefore always a beginning of the journal: a balance that stood once, and not a sum of
 * entries picked out.
 */
public final class AsOf {
    private final Long asOf;
    private final Long knownAt;
    private final PastView now;
    private final PastView then;
    private final List<WrittenEntry> later = new ArrayList<>();
    private long known = Long.MIN_VALUE;

    /**
     * A question; at least one of the two is not null. Times in milliseconds since 1970, inclusive.
     *
     * @param asOf what took effect up to then counts; null: whatever was known at {@code knownAt}
     * @param knownAt the entries that the ledger had made by then are what is asked for; null: what
     *     is known now is, and it is held against what was known at {@code asOf}
     */
    public AsOf(Long asOf, Long knownAt) {
        this.asOf = asOf;
        this.knownAt = knownAt;
        now = new PastView(effectiveUntil());
        then = new PastView(effectiveUntil());
    }

    /** No input's time is after its receipt, so what was known at a time had taken effect by it. */
    private long effectiveUntil() {
        return asOf == null ? knownAt : asOf;
    }

    private long knownUntil() {
        return knownAt == null ? asOf : knownAt;
    }

    /** The account's next entry. */
    public void add(RedecidedEntry step) {
        WrittenEntry entry = step.entry();
        known = Math.max(known, entry.cause().receivedAt());
        now.add(step);
        if (known <= knownUntil()) {
            then.add(step);
        } else if (tookEffect(entry)) {
            later.add(entry);
        }
    }

    /** True if it says anything about the time before {@link #effectiveUntil}. */
    private boolean tookEffect(WrittenEntry entry) {
        boolean whole = entry.clock() != null && entry.clock() <= effectiveUntil()
                && entry.outcome() != Outcome.REFUSED && entry.outcome() != Outcome.NO_CHANGE;
        return whole || entry.postings().stream()
                .anyMatch(p -> p.effectiveAt() <= effectiveUntil());
    }

    /** The answer. */
    public Answer answer() {
        return new Answer(effectiveUntil(), knownUntil(), knownAt != null, now.balance(),
                then.balance(), List.copyOf(later), now.addsUp() && then.addsUp());
    }

    /**
     * Both senses, side by side.
     *
     * @param effectiveUntil what took effect up to then counts, ms since 1970
     * @param knownUntil the time at which {@code said} was known, ms since 1970
     * @param asksWhatWasSaid whether {@code said} is what was asked for; else {@code known} is
     * @param known by all entries there are now
     * @param said by those that the ledger had made by {@code knownUntil}
     * @param later the entries made after that which tell of the time up to {@code effectiveUntil}
     * @param addsUp whether the balances that entries state are those their postings add up to
     */
    public record Answer(long effectiveUntil, long knownUntil, boolean asksWhatWasSaid,
            PastBalance known, PastBalance said, List<WrittenEntry> later, boolean addsUp) {
        /** The sense that was asked for. */
        public PastBalance asked() {
            return asksWhatWasSaid ? said : known;
        }

        /** The other sense. */
        public PastBalance other() {
            return asksWhatWasSaid ? known : said;
        }

        /** True if the two senses differ in an amount. */
        public boolean differs() {
            return !known.hasSameAmountsAs(said);
        }
    }
}
