package dev.extrausage.core;

import java.util.Objects;

/** Begins, changes and ends plans (P1, P2, P7). */
final class PlanRules {
    private PlanRules() {}

    static Ruling start(Draft draft, Change.PlanStarted c) {
        if (!draft.version.plans().containsKey(c.plan())) {
            return Ruling.refused(Reason.UNKNOWN_PLAN);
        }
        if (!draft.isOpen()) {
            if (draft.subscription == null) {
                draft.extraUsageOn = true;
            }
            beginRelation(draft, c);
            return Ruling.APPLIED;
        }
        return isSame(draft.subscription, c) ? Ruling.NO_CHANGE : change(draft, c);
    }

    /** Closes the account: the rest of the allowance lapses, credit stays refundable (P7). */
    static Ruling close(Draft draft) {
        draft.post(Pool.ALLOWANCE, Pool.LAPSED, null, draft.allowance.leftNanos());
        draft.allowance = draft.allowance.lapsed();
        draft.subscription = draft.subscription.asClosed();
        return Ruling.APPLIED;
    }

    private static Ruling change(Draft draft, Change.PlanStarted c) {
        Plan next = draft.version.plans().get(c.plan());
        if (!draft.plan().extraUsage() && next.extraUsage()) {
            draft.post(Pool.ALLOWANCE, Pool.LAPSED, null, draft.allowance.leftNanos());
            beginRelation(draft, c);
        } else {
            resize(draft, c, next.allowanceFor(c.seats(), c.allowanceNanos()));
        }
        return Ruling.APPLIED;
    }

    /** Sets a new anchor, whose first cycle has none before it, and restarts the counters. */
    private static void beginRelation(Draft draft, Change.PlanStarted c) {
        Cycle first = Cycle.first(draft.clock);
        Plan terms = draft.catalog.termsOf(c.plan(), draft.catalog.at(first.start()));
        long whole = terms.allowanceFor(c.seats(), c.allowanceNanos());
        draft.subscription =
                new Subscription(c.plan(), c.seats(), c.allowanceNanos(), false, first);
        draft.post(Pool.PLAN, Pool.ALLOWANCE, null, whole);
        draft.startCycle(Allowance.whole(whole, 0));
        draft.thirdPartyUse = draft.thirdPartyUse.rolled();
    }

    /** Changes the whole allowance; anchor, cycle and usage stay (P2). */
    private static void resize(Draft draft, Change.PlanStarted c, long whole) {
        long leftBefore = draft.allowance.leftNanos();
        draft.allowance = draft.allowance.resized(whole);
        long left = draft.allowance.leftNanos();
        draft.post(Pool.PLAN, Pool.ALLOWANCE, null, left - leftBefore);
        draft.post(Pool.ALLOWANCE, Pool.LAPSED, null, leftBefore - left);
        draft.subscription = new Subscription(c.plan(), c.seats(), c.allowanceNanos(), false,
                draft.subscription.cycle());
    }

    private static boolean isSame(Subscription now, Change.PlanStarted c) {
        return now.plan().equals(c.plan()) && now.seats() == c.seats()
                && Objects.equals(now.customAllowanceNanos(), c.allowanceNanos());
    }
}
