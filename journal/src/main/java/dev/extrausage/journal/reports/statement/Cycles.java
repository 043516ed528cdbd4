package dev.extrausage.journal.reports.statement;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Cycle;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * An account's billing cycles over time, as a partition of it: each anchor's cycles run by the
 * calendar (C1) until the next anchor begins. So every movement lies in exactly one, also of a
 * closed account, and of one that slept through several.
 */
public final class Cycles {
    private final List<Long> anchors = new ArrayList<>();
    private Long clock;
    private boolean hasEntries;

    /** The account's next entry. */
    public void add(RedecidedEntry step) {
        hasEntries = true;
        clock = step.entry().clock();
        if (step.after().wasOpened()) {
            long anchor = step.after().subscription().cycle().anchor();
            if (anchors.isEmpty() || anchors.get(anchors.size() - 1) != anchor) {
                anchors.add(anchor);
            }
        }
    }

    /** True if the account has any entry. */
    public boolean hasEntries() {
        return hasEntries;
    }

    /** Those that start in a month, in UTC; none before the account was opened. */
    public List<Period> startingIn(YearMonth month) {
        List<Period> found = new ArrayList<>();
        for (int i = 0; i < anchors.size(); i++) {
            int index = monthsTo(month, anchors.get(i));
            if (index >= 0) {
                add(found, Cycle.of(anchors.get(i), index), endOf(i));
            }
        }
        return found;
    }

    /** The one that holds the clock of the latest entry; all time for an account never opened. */
    public Period current() {
        if (anchors.isEmpty()) {
            return Period.ALWAYS;
        }
        Cycle cycle = holding(anchors.get(anchors.size() - 1), clock);
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
        int anchor = anchors.size() - 1;
        while (anchor >= 0 && anchors.get(anchor) > last) {
            anchor--;
        }
        if (anchor < 0) {
            return null;
        }
        long end = holding(anchors.get(anchor), last).end();
        return end > endOf(anchor) ? null : (Long) (end + catalog.at(last).lateUsageGraceMillis());
    }

    private static Cycle holding(long anchor, long instant) {
        Cycle cycle = Cycle.of(anchor, 0);
        while (instant >= cycle.end()) {
            cycle = Cycle.of(anchor, cycle.index() + 1);
        }
        return cycle;
    }

    private static void add(List<Period> found, Cycle cycle, long end) {
        if (cycle.start() < end) {
            found.add(new Period(cycle.start(), Math.min(cycle.end(), end)));
        }
    }

    private long endOf(int anchor) {
        return anchor + 1 < anchors.size() ? anchors.get(anchor + 1) : Long.MAX_VALUE;
    }

    /** Months are added by calendar, so cycle k starts in the k-th month after the anchor's. */
    private static int monthsTo(YearMonth month, long anchor) {
        YearMonth first = YearMonth.from(Instant.ofEpochMilli(anchor).atOffset(ZoneOffset.UTC));
        return (month.getYear() - first.getYear()) * 12
                + month.getMonthValue() - first.getMonthValue();
    }
}
