package dev.extrausage.core;

/** Begins, changes, schedules and ends plans (P1, P2, P7, P10). */
final class PlanRules {
    private PlanRules() {}

    static Ruling start(Draft draft, Change.PlanStarted c) {
        if (!draft.version.plans().containsKey(c.plan())) {
            return Ruling.refused(Reason.UNKNOWN_PLAN);
        }
        if (c.cycleAnchor() != null && c.cycleAnchor() > draft.clock + InputAge.AHEAD_MILLIS) {
            return Ruling.refused(Reason.ANCHOR_IN_THE_FUTURE);
        }
        if (!draft.isOpen()) {
            open(draft, c);
        } else if (isNewRelation(draft, c)) {
            renew(draft, c);
        } else if (draft.subscription.isOn(c.plan(), c.seats(), c.allowanceNanos())) {
            return Ruling.NO_CHANGE;
        } else {
            resize(draft, c);
        }
        return Ruling.APPLIED;
    }

    /** Schedules a plan for the next roll; the present one ends what was scheduled (P10). */
    static Ruling schedule(Draft draft, Change.PlanChangeScheduled c) {
        if (!draft.version.plans().containsKey(c.plan())) {
            return Ruling.refused(Reason.UNKNOWN_PLAN);
        }
        Subscription present = draft.subscription;
        Subscription.NextPlan asked =
                new Subscription.NextPlan(c.plan(), c.seats(), c.allowanceNanos());
        boolean endsScheduled = present.isOn(c.plan(), c.seats(), c.allowanceNanos());
        if (asked.equals(present.next()) || endsScheduled && present.next() == null) {
            return Ruling.NO_CHANGE;
        }
        draft.subscription = present.withNext(endsScheduled ? null : asked);
        return Ruling.APPLIED;
    }

    /** Closes the account: the rest of the allowance lapses, credit stays refundable (P7). */
    static Ruling close(Draft draft) {
        draft.post(Pool.ALLOWANCE, Pool.LAPSED, null, draft.allowance.leftNanos());
        draft.allowance = draft.allowance.lapsed();
        draft.subscription = draft.subscription.asClosed();
        return Ruling.APPLIED;
    }

    /**
     * Opens an account, or a closed one again (P1): its counters go on only where the new cycle
     * began before now, and in the cycle it was closed in.
     */
    private static void open(Draft draft, Change.PlanStarted c) {
        Subscription closed = draft.subscription;
        if (closed == null) {
            draft.extraUsageOn = true;
        }
        Cycle cycle = Cycle.first(anchor(draft, c), draft.clock);
        boolean goesOn = closed != null && cycle.start() < draft.clock
                && cycle.start() < closed.cycle().end();
        begin(draft, c, cycle, goesOn);
    }

    /**
     * Ends the old billing relation and begins a new one (P2): its counters go on where the new
     * cycle began before now.
     */
    private static void renew(Draft draft, Change.PlanStarted c) {
        draft.post(Pool.ALLOWANCE, Pool.LAPSED, null, draft.allowance.leftNanos());
        Cycle cycle = Cycle.first(anchor(draft, c), draft.clock);
        begin(draft, c, cycle, cycle.start() < draft.clock);
    }

    private static void begin(Draft draft, Change.PlanStarted c, Cycle cycle, boolean goesOn) {
        Plan terms = draft.catalog.termsOf(c.plan(), draft.catalog.at(cycle.start()));
        long whole = terms.allowanceFor(c.seats(), c.allowanceNanos());
        draft.subscription = new Subscription(
                c.plan(), c.seats(), c.allowanceNanos(), false, cycle, null);
        if (goesOn) {
            draft.allowance = draft.allowance.continuedAs(whole);
        } else {
            draft.startCycle(Allowance.whole(whole, 0));
            draft.thirdPartyUse = draft.thirdPartyUse.rolled();
        }
        draft.post(Pool.PLAN, Pool.ALLOWANCE, null, draft.allowance.leftNanos());
    }

    /** Changes the whole allowance; anchor, cycle and usage stay (P2). */
    private static void resize(Draft draft, Change.PlanStarted c) {
        Subscription present = draft.subscription;
        long leftBefore = draft.allowance.leftNanos();
        draft.allowance = draft.allowance.resized(newWhole(draft, c));
        long left = draft.allowance.leftNanos();
        draft.post(Pool.PLAN, Pool.ALLOWANCE, null, left - leftBefore);
        draft.post(Pool.ALLOWANCE, Pool.LAPSED, null, leftBefore - left);
        draft.subscription = new Subscription(c.plan(), c.seats(), c.allowanceNanos(), false,
                present.cycle(), present.plan().equals(c.plan()) ? present.next() : null);
    }

    private static long newWhole(Draft draft, Change.PlanStarted c) {
        long wanted = draft.version.plans().get(c.plan())
                .allowanceFor(c.seats(), c.allowanceNanos());
        if (draft.version.midCycleChange() == CatalogVersion.MidCycleChange.FULL) {
            return wanted;
        }
        Subscription present = draft.subscription;
        long had = draft.plan().allowanceFor(present.seats(), present.customAllowanceNanos());
        long whole = draft.allowance.wholeNanos();
        long part = Proration.of(Math.abs(wanted - had), present.cycle(), draft.clock);
        return wanted >= had ? Money.saturatingAdd(whole, part) : Math.max(0, whole - part);
    }

    /** Tells whether a billing relation begins: with another anchor, or with extra usage (P2). */
    private static boolean isNewRelation(Draft draft, Change.PlanStarted c) {
        return c.cycleAnchor() == null
                ? !draft.plan().extraUsage() && draft.version.plans().get(c.plan()).extraUsage()
                : !isPresent(anchor(draft, c), draft);
    }

    /** Tells whether an anchor gives the present cycle, or marks its start (P2). */
    private static boolean isPresent(long anchor, Draft draft) {
        Cycle present = draft.subscription.cycle();
        boolean marksStart = anchor >= present.start()
                && anchor <= present.start() + InputAge.AHEAD_MILLIS;
        return marksStart || Cycle.first(anchor, draft.clock).coincidesWith(present);
    }

    /** The anchor of a new relation: as named, but never after the clock (P1). */
    private static long anchor(Draft draft, Change.PlanStarted c) {
        return c.cycleAnchor() == null ? draft.clock : Math.min(c.cycleAnchor(), draft.clock);
    }
}
