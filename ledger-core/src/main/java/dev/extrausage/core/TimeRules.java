package dev.extrausage.core;

/** Lets time pass before an input is decided: expires grants and rolls cycles (D2, C3). */
final class TimeRules {
    private TimeRules() {}

    static void pass(Draft draft) {
        expireGrants(draft);
        if (draft.isOpen() && draft.clock >= draft.subscription.cycle().end()) {
            roll(draft);
        }
    }

    /** Expires grants in the order of drawing, which is the order they are in (D2a). */
    private static void expireGrants(Draft draft) {
        GrantList grants = draft.grants;
        for (int i = 0; i < grants.size(); i++) {
            Grant grant = grants.get(i);
            if (grant.isLive() && grant.isExpiredAt(draft.clock)) {
                draft.post(Pool.EXTRA_USAGE, Pool.EXPIRED, grant.grantId(), grant.leftNanos(),
                        grant.expiresAt());
                grants.set(i, grant.less(grant.leftNanos()));
            }
        }
        grants.forgetSpent(draft.clock, InputAge.WINDOW_MILLIS);
    }

    /**
     * Rolls the cycle, onto the scheduled plan if there is one (D2b). Of several at once, the last
     * counts as wholly unused (C3).
     */
    private static void roll(Draft draft) {
        Subscription subscription = draft.subscription;
        Cycle next = subscription.cycle().holding(draft.clock);
        draft.cyclesRolled = next.index() - subscription.cycle().index();
        boolean overSeveral = draft.cyclesRolled > 1;
        CatalogVersion atStart = draft.catalog.at(next.start());
        Subscription rolled = subscription.rolledTo(next);
        long whole = draft.catalog.termsOf(rolled.plan(), atStart)
                .allowanceFor(rolled.seats(), rolled.customAllowanceNanos());
        long lapsing = draft.allowance.leftNanos();

        draft.post(Pool.ALLOWANCE, Pool.LAPSED, null, lapsing, next.start());
        if (overSeveral) {
            draft.post(Pool.PLAN, Pool.LAPSED, null, whole, next.start());
        }
        draft.post(Pool.PLAN, Pool.ALLOWANCE, null, whole, next.start());

        draft.subscription = rolled;
        draft.startCycle(Allowance.whole(whole, overSeveral ? whole : lapsing));
        draft.thirdPartyUse = overSeveral ? ThirdPartyUse.NONE : draft.thirdPartyUse.rolled();
    }
}
