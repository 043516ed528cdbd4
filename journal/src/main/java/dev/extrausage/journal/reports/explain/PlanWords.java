package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.at;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Change;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.Pool;
import dev.extrausage.journal.redecide.Moved;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayList;
import java.util.List;

/** The effect of a new or changed plan on the billing cycle and its allowance (P1, P2). */
final class PlanWords {
    private PlanWords() {}

    static List<String> of(RedecidedEntry step, List<Moved> moved) {
        List<String> out = new ArrayList<>();
        if (step.isTrusted()) {
            Account moment = step.timePassed().account();
            Cycle cycle = step.after().subscription().cycle();
            boolean sameCycle = moment.isOpen() && moment.subscription().cycle().equals(cycle);
            out.add(sameCycle ? "The plan was changed. The billing cycle goes on, and what was used"
                    + " in it counts against the new allowance."
                    : beginning(step, moment) + cycle(step, cycle));
            if (sameCycle && step.version().midCycleChange()
                    == CatalogVersion.MidCycleChange.PRORATED) {
                out.add(ProrationWords.of(step, moment));
            }
            if (moment.isOpen() && moment.subscription().next() != null
                    && step.after().subscription().next() == null) {
                out.add("The change of plan that was scheduled does not take place any more.");
            }
        } else {
            out.add("That was done.");
        }
        out.addAll(allowance(moved));
        return out;
    }

    private static List<String> allowance(List<Moved> moved) {
        List<String> out = new ArrayList<>();
        for (Moved m : moved) {
            if (m.is(Pool.ALLOWANCE, Pool.LAPSED)) {
                out.add(usd(m.nanos()) + " of the allowance lapsed: it had " + usd(m.beforeNanos())
                        + " left before and " + usd(m.afterNanos()) + " after.");
            } else if (m.is(Pool.PLAN, Pool.ALLOWANCE)) {
                out.add("The plan gave " + usd(m.nanos()) + " of allowance: " + usd(m.beforeNanos())
                        + " was left before and " + usd(m.afterNanos()) + " after.");
            }
        }
        return out;
    }

    /** A cycle of an anchor that was named late began before: then what was used in it counts. */
    private static String cycle(RedecidedEntry step, Cycle cycle) {
        boolean began = cycle.start() < step.entry().clock();
        return " the " + (began ? "billing cycle of that anchor which holds this time"
                : "first billing cycle") + " runs from " + at(cycle.start()) + " to "
                + at(cycle.end()) + "." + (began && step.after().allowance().usedNanos() > 0
                        ? " What was used before, " + usd(step.after().allowance().usedNanos())
                                + ", counts in it." : "");
    }

    private static String beginning(RedecidedEntry step, Account moment) {
        if (!moment.wasOpened()) {
            return "That opened the account, with extra usage switched on;";
        }
        if (!moment.isOpen()) {
            return "That opened the account again;";
        }
        boolean named = ((Change.PlanStarted) ((AccountEvent) step.entry().cause().event())
                .change()).cycleAnchor() != null;
        return named ? "It names another anchor than the present one, so a new billing relation"
                + " began;"
                : "The plan before had no extra usage and this one has, so a new billing relation"
                        + " began;";
    }
}
