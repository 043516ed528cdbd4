package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.at;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Account;
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
            Account before = step.before();
            Cycle cycle = step.after().subscription().cycle();
            boolean sameCycle = before.isOpen() && step.timePassed().account().subscription()
                    .cycle().equals(cycle);
            out.add(sameCycle ? "The plan was changed. The billing cycle goes on, and what was used"
                    + " in it counts against the new allowance."
                    : beginning(before) + " the first billing cycle runs from " + at(cycle.start())
                            + " to " + at(cycle.end()) + ".");
        } else {
            out.add("That was done.");
        }
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

    private static String beginning(Account before) {
        if (!before.wasOpened()) {
            return "That opened the account, with extra usage switched on;";
        }
        return before.isOpen()
                ? "The plan before had no extra usage and this one has, so a new billing relation"
                        + " began;"
                : "That opened the account again;";
    }
}
