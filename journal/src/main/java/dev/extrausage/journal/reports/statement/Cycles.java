package dev.extrausage.journal.reports.statement;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Cycle;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * An account's billing cycles over time, as a partition of it: each anchor's cycles run by the
 * calendar (C1) from the time it began to hold until the next does. So every movement lies in
 * exactly one, also of a closed account, and of one that slept through several.
 */
public final class Cycles {
    private final List<Relation> relations = new ArrayList<>();
    private Long clock;
    private boolean hasEntries;

    /** A billing relation: its anchor, which may lie earlier, and the time when it began. */
    private record Relation(long anchor, long from) {}

    /** The account's next entry. */
    public void add(RedecidedEntry step) {
        hasEntries = true;
        clock = step.entry().clock();
        if (step.after().wasOpened()) {
            long anchor = step.after().subscription().cycle().anchor();
            if (relations.isEmpty() || latest().anchor != anchor) {
                relations.add(new Relation(anchor, clock == null ? anchor : clock));
            }
        }
    }

    /** True if the account has any entry. */
    public boolean hasEntries() {
        return hasEntries;
    }

    private Relation latest() {
        return relations.get(relations.size() - 1);
    }

    /**
     * Those that start in a month, in UTC; none before the account was opened. The first of an
     * anchor that was named late starts when the anchor began to hold.
     */
    public List<Period> startingIn(YearMonth month) {
        List<Period> found = new ArrayList<>();
        for (int i = 0; i < relations.size(); i++) {
            Relation r = relations.get(i);
            Cycle first = holding(r.anchor, r.from);
            if (first.start() < r.from && YearMonth.from(date(r.from)).equals(month)) {
                add(found, r.from, first.end(), endOf(i));
            }
            int index = monthsTo(month, r.anchor);
            Cycle cycle = index < 0 ? null : Cycle.of(r.anchor, index);
            if (cycle != null && cycle.start() >= r.from) {
                add(found, cycle.start(), cycle.end(), endOf(i));
            }
        }
        return found;
    }

    /** The one that holds the clock of the latest entry; all time for an account never opened. */
    public Period current() {
        if (relations.isEmpty()) {
            return Period.ALWAYS;
        }
        Cycle cycle = holding(latest().anchor, clock);
        return new Period(cycle.start(), cycle.end());
    }

    /**
     * Until when late usage may still be booked into a period (U6): its last cycle's end and the
     * grace after it, inclusive. Null where there can be none: the period has no end, or ends with
     * an anchor, whose first cycle has none before it.
     */
    public Long openUntil(Period period, Catalog catalog) {
        if (period.to() == null) {
            return null;
        }
        long last = period.to() - 1;
        int i = relations.size() - 1;
        while (i >= 0 && relations.get(i).from > last) {
            i--;
        }
        if (i < 0) {
            return null;
        }
        long end = holding(relations.get(i).anchor, last).end();
        return end > endOf(i) ? null : (Long) (end + catalog.at(last).lateUsageGraceMillis());
    }

    private static Cycle holding(long anchor, long instant) {
        Cycle cycle = Cycle.of(anchor, 0);
        while (instant >= cycle.end()) {
            cycle = Cycle.of(anchor, cycle.index() + 1);
        }
        return cycle;
    }

    private static void add(List<Period> found, long start, long end, long endOfRelation) {
        if (start < endOfRelation) {
            found.add(new Period(start, Math.min(end, endOfRelation)));
        }
    }

    private long endOf(int relation) {
        return relation + 1 < relations.size() ? relations.get(relation + 1).from : Long.MAX_VALUE;
    }

    private static OffsetDateTime date(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    /** Months are added by calendar, so cycle k starts in the k-th month after the anchor's. */
    private static int monthsTo(YearMonth month, long anchor) {
        YearMonth first = YearMonth.from(date(anchor));
        return (month.getYear() - first.getYear()) * 12
                + month.getMonthValue() - first.getMonthValue();
    }
}
