package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.at;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Subscription;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Moved;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The effects of time's passing before the input itself was decided: grants expired, the cycle
 * rolled (D2).
 *
 * @param sentences in the order of the postings
 * @param postings how many of the entry's postings that is, the first of them
 */
record TimeWords(List<String> sentences, int postings) {

    /** {@code refusedBefore}: the input was refused before time could pass (D1). */
    static TimeWords of(RedecidedEntry step, boolean refusedBefore) {
        if (refusedBefore) {
            return new TimeWords(List.of(), 0);
        }
        int byRules = step.isTrusted() ? step.timePassed().entry().postings().size() : 0;
        int count = 0;
        List<String> sentences = new ArrayList<>();
        List<Moved> roll = new ArrayList<>();
        for (Moved m : step.moved()) {
            if (m.posting().to() == Pool.EXPIRED) {
                sentences.add(usd(m.nanos()) + " that was left of " + Phrases.credit(m)
                        + " expired at " + at(m.posting().effectiveAt()) + ".");
            } else if (step.isTrusted() ? count < byRules : isRoll(step.entry(), m)) {
                roll.add(m);
            } else {
                break;
            }
            count++;
        }
        Cycle next = rolledTo(step);
        if (!roll.isEmpty() || next != null) {
            sentences.add(roll(roll, next) + scheduled(step, next));
        }
        return new TimeWords(sentences, count);
    }

    /**
     * Without the rules: only plans that start and accounts that close move the allowance
     * otherwise.
     */
    private static boolean isRoll(WrittenEntry entry, Moved m) {
        boolean allowance = m.is(Pool.ALLOWANCE, Pool.LAPSED) || m.is(Pool.PLAN, Pool.LAPSED)
                || m.is(Pool.PLAN, Pool.ALLOWANCE);
        boolean byChange = entry.outcome() == Outcome.APPLIED
                && entry.cause().event() instanceof AccountEvent a
                && (a.change() instanceof Change.PlanStarted
                        || a.change() instanceof Change.AccountClosed);
        return allowance
                && (!byChange || m.posting().effectiveAt() < entry.clock());
    }

    private static Cycle rolledTo(RedecidedEntry step) {
        if (!step.isTrusted() || !step.before().isOpen()) {
            return null;
        }
        Cycle before = step.before().subscription().cycle();
        Cycle after = step.timePassed().account().subscription().cycle();
        return after.equals(before) ? null : after;
    }

    /** The plan that had been scheduled for this roll (P10). */
    private static String scheduled(RedecidedEntry step, Cycle next) {
        Subscription.NextPlan plan =
                next == null ? null : step.before().subscription().next();
        return plan == null ? "" : " With it the plan " + plan.plan() + " began, with "
                + Phrases.seats(plan.seats()) + ", as it was scheduled.";
    }

    private static String roll(List<Moved> roll, Cycle next) {
        long start = next == null ? roll.get(0).posting().effectiveAt() : next.start();
        StringBuilder s = new StringBuilder("A new billing cycle began at " + at(start)
                + (next == null ? "" : " (until " + at(next.end()) + ")") + ": ");
        List<String> parts = new ArrayList<>();
        for (Moved m : roll) {
            if (m.is(Pool.ALLOWANCE, Pool.LAPSED)) {
                parts.add("what was left of the old allowance, " + usd(m.nanos()) + ", lapsed");
            } else if (m.is(Pool.PLAN, Pool.LAPSED)) {
                parts.add("the cycle before it went by wholly unused, so that its allowance of "
                        + usd(m.nanos()) + " lapsed too");
            } else {
                parts.add("the new allowance is " + usd(m.nanos()));
            }
        }
        return s.append(parts.isEmpty() ? "its allowance is $0" : String.join("; ", parts))
                .append('.').toString();
    }
}
