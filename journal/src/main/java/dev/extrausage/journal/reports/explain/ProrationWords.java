package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.count;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Account;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.Plan;
import dev.extrausage.core.Subscription;
import dev.extrausage.journal.redecide.RedecidedEntry;

/** The arithmetic of a change of plan in mid-cycle (P2). */
final class ProrationWords {
    private ProrationWords() {}

    /** {@code moment}: the account just before the change. */
    static String of(RedecidedEntry step, Account moment) {
        long had = allowance(step, moment.subscription());
        long wanted = allowance(step, step.after().subscription());
        Cycle cycle = moment.subscription().cycle();
        long before = moment.allowance().wholeNanos();
        long after = step.after().allowance().wholeNanos();
        return "The change is prorated: what was before gives " + usd(had)
                + " a cycle, what is now " + usd(wanted) + "; of the cycle's "
                + count(cycle.end() - cycle.start()) + " ms, "
                + count(cycle.end() - step.entry().clock()) + " were left. So the whole allowance"
                + " went from " + usd(before) + " by " + (after < before ? "" : "+")
                + usd(after - before) + " to " + usd(after) + ".";
    }

    private static long allowance(RedecidedEntry step, Subscription s) {
        Plan terms = step.catalog().termsOf(s.plan(), step.version());
        return terms.allowanceFor(s.seats(), s.customAllowanceNanos());
    }
}
