package dev.extrausage.view.project;

import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Posting;
import dev.extrausage.view.rows.EntrySums;
import java.util.ArrayList;
import java.util.List;

/** What one entry's postings come to. A sum that does not fit a {@code long} stays at its end. */
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
        this.isUsage = isUsage;
        entry.getPostings().forEach(this::add);
    }

    private void add(Posting p) {
        long amount = p.getAmountNanos();
        switch (p.getTo()) {
            case "ALLOWANCE" -> allowanceChange = plus(allowanceChange, amount);
            case "EXTRA_USAGE" -> {
                extraChange = plus(extraChange, amount);
                credit = plus(credit, amount);
            }
            case "LAPSED" -> lapsed = plus(lapsed, p.getFrom().equals("USAGE") ? 0 : amount);
            case "EXPIRED" -> expired = plus(expired, amount);
            default -> { }
        }
        switch (p.getFrom()) {
            case "ALLOWANCE" -> allowanceChange = plus(allowanceChange, -amount);
            case "EXTRA_USAGE" -> {
                extraChange = plus(extraChange, -amount);
                credit = plus(credit, isUsage || p.getTo().equals("EXPIRED") ? 0 : amount);
            }
            case "UNCOVERED" -> uncovered = plus(uncovered, amount);
            case "PLAN" -> {
                if (p.getTo().equals("ALLOWANCE")) {
                    cycleStarts.add(p.getEffectiveAt().toEpochMilli());
                }
            }
            default -> { }
        }
        if (p.getTo().equals("USAGE")) {
            pay(p.getFrom(), amount);
        } else if (p.getFrom().equals("USAGE")) {
            giveBack(p.getTo(), amount);
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

    /** What lapses as it comes back had been the allowance's (P9). */
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

    /** When cycles began that this entry granted an allowance for; a resize is one, which is harmless. */
    List<Long> cycleStarts() {
        return cycleStarts;
    }
}
