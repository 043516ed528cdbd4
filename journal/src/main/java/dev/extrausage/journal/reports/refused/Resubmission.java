package dev.extrausage.journal.reports.refused;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.journal.read.TopicExtent;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.Sum;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sends refused usage again, as it was: the same ids and times, so that what was accepted meanwhile
 * is a duplicate (M4). What is too old by now (M5), or has no price still, would only be refused
 * again: it is counted, and not sent. Memory is bounded as {@link OpenRefusals} says.
 */
public final class Resubmission implements OpenRefusals.Visitor {
    private static final long SENT = -2;
    private static final long ACCEPTED = -3;
    /** Less the reason's ordinal: refused again, and not accepted after that. */
    private static final long REFUSED = -4;

    private final AccountJournal journal;
    private final Catalog catalog;
    private final LongSupplier clock;
    private final Way way;
    private TopicExtent read;
    private long open;
    private long tooOld;
    private long withoutPrice;
    private long sent;
    private long paid;
    private long late;
    private long uncovered;
    private long duplicates;
    private Sum cost = Sum.ZERO;
    private Sum uncoveredCost = Sum.ZERO;
    private final Map<Reason, Long> refusedBy = new EnumMap<>(Reason.class);

    /** The way to the ledger. */
    public interface Way {
        /** Sends it; from one thread at a time. */
        void send(UsageEvent usage);

        /** Returns when all that was sent is decided, and the entries can be read. */
        void awaitDecided();
    }

    /**
     * The outcome.
     *
     * @param dryRun nothing was sent: {@code sent} would have been
     * @param open what was found
     * @param tooOld not sent: an id or time more than 35 days ago (M5)
     * @param withoutPrice not sent: the catalog has no price for it still
     * @param sent the others
     * @param cost the list price of what was paid or uncovered; of a dry run: of what has a price
     * @param paid now paid whole
     * @param late of what was paid or uncovered, those that drew on the allowance of the cycle
     *     before (U6)
     * @param uncovered now counted, and not paid, or not whole
     * @param uncoveredCost the part that nobody paid
     * @param duplicates accepted already: no entry was made
     * @param refusedBy refused again, by reason
     */
    public record Result(boolean dryRun, long open, long tooOld, long withoutPrice, long sent,
            Sum cost, long paid, long late, long uncovered, Sum uncoveredCost, long duplicates,
            Map<Reason, Long> refusedBy) {
        /** The number of those refused again. */
        public long refusedAgain() {
            return refusedBy.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Tells whether none of what was found is left open. */
        public boolean leavesNothing() {
            return tooOld + withoutPrice + refusedAgain() == 0;
        }
    }

    /**
     * Nothing sent yet.
     *
     * @param catalog the one that the ledger decides by
     * @param clock milliseconds since 1970, for what is too old
     * @param way null for a dry run
     */
    public Resubmission(AccountJournal journal, Catalog catalog, LongSupplier clock, Way way) {
        this.journal = journal;
        this.catalog = catalog;
        this.clock = clock;
        this.way = way;
    }

    /** Sends what is wanted and open, and returns when all of it is decided. */
    public Result run(RefusedUsage wanted) {
        return run(new OpenRefusals(journal, wanted));
    }

    Result run(OpenRefusals refusals) {
        read = refusals.part();
        refusals.visit(this);
        return new Result(way == null, open, tooOld, withoutPrice, sent, cost, paid, late,
                uncovered, uncoveredCost, duplicates, Collections.unmodifiableMap(refusedBy));
    }

    @Override public void open(WrittenEntry refusal, RefusedIds ids) {
        UsageEvent usage = refusal.usage();
        PriceBook prices = catalog.at(refusal.cause().time()).prices();
        open++;
        if (InputAge.refusal(new Input(usage, clock.getAsLong())) == Reason.TOO_OLD) {
            tooOld++;
        } else if (prices.unpriced(usage) != null) {
            withoutPrice++;
        } else {
            sent++;
            send(usage, prices, ids);
        }
    }

    private void send(UsageEvent usage, PriceBook prices, RefusedIds ids) {
        if (way == null) {
            long price = prices.cost(usage);
            cost = price == PriceBook.TOO_MUCH ? cost : cost.plus(price);
        } else {
            way.send(usage);
            ids.set(usage.eventId(), usage.accountId(), SENT);
        }
    }

    @Override public void endOfSlice(Map<Integer, RefusedIds> ids) {
        if (way == null || count(ids, SENT) == 0) {
            return;
        }
        way.awaitDecided();
        // Also what others had accepted since the journal was first read: it is paid now.
        journal.read(read.upTo(journal.extent(null)), partition -> {
            RefusedIds own = ids.get(partition);
            return entry -> answered(entry, own);
        });
        duplicates += count(ids, SENT);
        for (Reason reason : Reason.values()) {
            long refused = count(ids, REFUSED - reason.ordinal());
            if (refused > 0) {
                refusedBy.merge(reason, refused, Long::sum);
            }
        }
    }

    private static long count(Map<Integer, RefusedIds> ids, long state) {
        return ids.values().stream().mapToLong(own -> own.count(state)).sum();
    }

    private synchronized void answered(WrittenEntry entry, RefusedIds ids) {
        EventId id = entry.cause().event().eventId();
        long state = ids.state(id, entry.accountId());
        boolean isAwaited = state == SENT || state <= REFUSED && state != RefusedIds.ABSENT;
        if (entry.usage() == null || !isAwaited) {
            return;
        }
        if (entry.isRefused()) {
            ids.set(id, entry.accountId(), REFUSED - entry.reason().ordinal());
            return;
        }
        ids.set(id, entry.accountId(), ACCEPTED);
        cost = cost.plus(entry.costNanos());
        late += entry.postings().stream().anyMatch(p -> p.from() == Pool.LAPSED) ? 1 : 0;
        if (entry.outcome() == Outcome.UNCOVERED) {
            uncovered++;
            uncoveredCost = entry.postings().stream().filter(p -> p.from() == Pool.UNCOVERED)
                    .map(p -> Sum.of(p.amountNanos())).reduce(uncoveredCost, Sum::plus);
        } else {
            paid++;
        }
    }
}
