package dev.extrausage.catalog.diff;

import dev.extrausage.core.Plan;
import dev.extrausage.core.Plan.StarterCreditTerms;
import dev.extrausage.core.Plan.StarterCreditTerms.Fixed;
import dev.extrausage.core.Plan.StarterCreditTerms.PerSeat;
import dev.extrausage.core.Plan.StarterCreditTerms.ThirdPartyHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Sentences on plans. */
final class PlanSentences {
    private final Map<String, Plan> was;
    private final Map<String, Plan> is;
    private final List<String> sentences = new ArrayList<>();

    PlanSentences(Map<String, Plan> was, Map<String, Plan> is) {
        this.was = was;
        this.is = is;
    }

    List<String> sentences() {
        TreeSet<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        names.forEach(name -> plan(name, was.get(name), is.get(name)));
        return sentences;
    }

    private void plan(String name, Plan before, Plan after) {
        if (after == null) {
            sentences.add("There is no plan " + name + " any more.");
        } else if (before == null) {
            sentences.add("There is a new plan " + name + ": an allowance of " + allowance(after)
                    + ", " + (after.extraUsage() ? "extra usage" : "no extra usage")
                    + ", starter credit: " + starterCredit(after.starterCredit())
                    + ", extra usage by top-ups: " + maxBalance(after) + ".");
        } else {
            changes("Plan " + name + ": ", before, after);
        }
    }

    private void changes(String start, Plan before, Plan after) {
        if (!allowance(before).equals(allowance(after))) {
            sentences.add(start + "the allowance goes from " + allowance(before) + " to "
                    + allowance(after) + ", for each account from its next cycle on.");
        }
        if (before.extraUsage() != after.extraUsage()) {
            sentences.add(start + (after.extraUsage() ? "extra usage may be drawn on."
                    : "extra usage may not be drawn on any more; credit stays."));
        }
        if (!Objects.equals(before.starterCredit(), after.starterCredit())) {
            sentences.add(start + "the starter credit goes from "
                    + starterCredit(before.starterCredit()) + " to "
                    + starterCredit(after.starterCredit()) + ".");
        }
        if (!Objects.equals(before.maxBalanceNanos(), after.maxBalanceNanos())) {
            sentences.add(start + "top-ups may bring extra usage to " + maxBalance(after)
                    + ", instead of " + maxBalance(before) + ".");
        }
    }

    private static String allowance(Plan plan) {
        return Wording.usd(plan.allowanceNanos()) + (plan.perSeat() ? " a seat" : "")
                + " a cycle";
    }

    private static String maxBalance(Plan plan) {
        return plan.maxBalanceNanos() == null
                ? "any amount" : "at most " + Wording.usd(plan.maxBalanceNanos());
    }

    private static String starterCredit(StarterCreditTerms terms) {
        if (terms instanceof Fixed fixed) {
            return Wording.usd(fixed.nanos());
        }
        if (terms instanceof PerSeat seat) {
            return Wording.usd(seat.nanos()) + " a seat" + (seat.maxNanos() == null ? ""
                    : " (at most " + Wording.usd(seat.maxNanos()) + ")");
        }
        if (terms instanceof ThirdPartyHistory history) {
            return "the past use of third-party apps (at least " + Wording.usd(history.minNanos())
                    + ", at most " + Wording.usd(history.maxNanos()) + ")";
        }
        return "none";
    }
}
