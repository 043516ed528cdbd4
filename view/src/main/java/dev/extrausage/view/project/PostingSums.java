package dev.extrausage.view.project;

import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Posting;
import dev.extrausage.view.rows.EntrySums;
import java.util.ArrayList;
import java.util.List;

/** The sums of one entry's postings. A sum that does not fit a {@code long} stays at its end. */
final class PostingSums {
    private final boolean isUsage;
    private long allowance;
    private long late;
    private long extra;
    private long uncovered;
    private long allowanceChange;
    private long extraChange;
    private long lapsed;
    private long expired;
    private long credit;
    private long backToAllowance;
    private long backToExtra;
    private final List<Long> cycleStarts = new ArrayList<>(0);

    /** The sums of an entry that answers a request, or a change. */
    PostingSums(BalanceChange entry, boolean isUsage) {
        this(isUsage);
        for (Posting p : entry.getPostings()) {
            add(p.getFrom(), p.getTo(), p.getAmountNanos(), p.getEffectiveAt().toEpochMilli());
        }
    }

    /** No sums yet. */
    PostingSums(boolean isUsage) {
        this.isUsage = isUsage;
    }

    /** Adds one posting. */
    void add(String from, String to, long amount, long effectiveAt) {
        switch (to) {
            case "ALLOWANCE" -> allowanceChange = plus(allowanceChange, amount);
            case "EXTRA_USAGE" -> {
                extraChange = plus(extraChange, amount);
                credit = plus(credit, amount);
            }
            case "LAPSED" -> lapsed = plus(lapsed, from.equals("USAGE") ? 0 : amount);
            case "EXPIRED" -> expired = plus(expired, amount);
            default -> { }
        }
        switch (from) {
            case "ALLOWANCE" -> allowanceChange = plus(allowanceChange, -amount);
            case "EXTRA_USAGE" -> {
                extraChange = plus(extraChange, -amount);
                credit = plus(credit, isUsage || to.equals("EXPIRED") ? 0 : amount);
            }
            case "UNCOVERED" -> uncovered = plus(uncovered, amount);
            case "PLAN" -> {
                if (to.equals("ALLOWANCE")) {
                    cycleStarts.add(effectiveAt);
                }
            }
            default -> { }
        }
        if (to.equals("USAGE")) {
            pay(from, amount);
        } else if (from.equals("USAGE")) {
            giveBack(to, amount);
        }
    }

    /** In a change, what goes to usage is a lot of usage given back that is voided (P9). */
    private void pay(String from, long amount) {
        if (!isUsage) {
            backToExtra = plus(backToExtra, -amount);
        } else if (from.equals("EXTRA_USAGE")) {
            extra = plus(extra, amount);
        } else if (!from.equals("UNCOVERED")) {
            allowance = plus(allowance, amount);
            late = plus(late, from.equals("LAPSED") ? amount : 0);
        }
    }

    /** Usage that lapses as it comes back had been the allowance's (P9). */
    private void giveBack(String to, long amount) {
        if (to.equals("EXTRA_USAGE")) {
            backToExtra = plus(backToExtra, amount);
        } else {
            backToAllowance = plus(backToAllowance, amount);
        }
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        boolean wraps = (a ^ sum) < 0 && (b ^ sum) < 0;
        return !wraps ? sum : a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    EntrySums sums() {
        return new EntrySums(allowance, extra, uncovered, allowanceChange, extraChange, lapsed,
                expired, isUsage ? 0 : credit);
    }

    long late() {
        return late;
    }

    long backToAllowance() {
        return backToAllowance;
    }

    long backToExtraUsage() {
        return backToExtra;
    }

    /** The beginnings of cycles that it granted an allowance for; resizes among them do no harm. */
    List<Long> cycleStarts() {
        return cycleStarts;
    }
}
