package dev.extrausage.core;

/** Funds a request from the allowance and extra usage; the rest is uncovered (U1 to U7). */
final class UsageRules {
    private final Draft draft;
    private final UsageEvent usage;
    private final boolean firstParty;

    private UsageRules(Draft draft, UsageEvent usage) {
        this.draft = draft;
        this.usage = usage;
        this.firstParty = draft.version.isFirstParty(usage.app())
                && (draft.rules > 1 || CatalogOfRules1.matches(usage.app()));
    }

    static Ruling fund(Draft draft, UsageEvent usage) {
        PriceBook prices = draft.version.prices();
        if (draft.rules == 1 && !CatalogOfRules1.matches(usage.model())) {
            return Ruling.refused(Reason.UNPRICED_MODEL);
        }
        Reason unpriced = prices.unpriced(usage);
        if (unpriced != null) {
            return Ruling.refused(unpriced);
        }
        long cost = prices.cost(usage);
        if (cost == PriceBook.TOO_MUCH || draft.rules == 1 && cost == Long.MAX_VALUE) {
            return Ruling.refused(Reason.OVERFLOW);
        }
        return new UsageRules(draft, usage).fund(cost);
    }

    private Ruling fund(long cost) {
        boolean late = LateUsage.isLate(draft.subscription.cycle(), draft.clock,
                draft.input.time(), draft.version);
        long fromAllowance = fromAllowance(cost, late);
        long rest = cost - fromAllowance;
        ExtraUsageRoom room = ExtraUsageRoom.of(draft);
        long drawn = Math.min(rest, room.nanos());
        long bought = Math.max(0, drawn - draft.grants.freeLeft());
        if (Money.overflows(draft.spent, bought)
                || !firstParty && Money.overflows(draft.thirdPartyUse.currentNanos(), drawn)) {
            return Ruling.refused(Reason.OVERFLOW);
        }
        drawAllowance(fromAllowance, late);
        drawExtraUsage(drawn);
        draft.spent += bought;
        draft.post(Pool.UNCOVERED, Pool.USAGE, null, rest - drawn);
        return drawn < rest ? Ruling.uncovered(room.reason(), cost) : Ruling.paid(cost);
    }

    /** First-party use draws on the allowance, third-party use never does (U2). */
    private long fromAllowance(long cost, boolean late) {
        return firstParty ? Math.min(cost, draft.allowance.leftFor(late)) : 0;
    }

    private void drawAllowance(long amount, boolean late) {
        if (late) {
            draft.post(Pool.LAPSED, Pool.USAGE, null, amount, draft.input.time());
            draft.allowance = draft.allowance.drawnFromPrevious(amount);
        } else {
            draft.post(Pool.ALLOWANCE, Pool.USAGE, null, amount);
            draft.allowance = draft.allowance.drawn(amount);
        }
    }

    /** Posts one draw a grant, in U4's order, and adds up those of third-party apps (U7). */
    private void drawExtraUsage(long amount) {
        GrantList grants = draft.grants;
        long wanted = amount;
        for (int i = 0; wanted > 0; i++) {
            Grant grant = grants.get(i);
            long part = Math.min(wanted, grant.leftNanos());
            if (part > 0) {
                draft.post(Pool.EXTRA_USAGE, Pool.USAGE, grant.grantId(), part);
                grants.set(i, grant.less(part));
                wanted -= part;
            }
        }
        if (!firstParty) {
            ThirdPartyUse sums = draft.thirdPartyUse;
            draft.thirdPartyUse =
                    new ThirdPartyUse(sums.currentNanos() + amount, sums.previousNanos());
        }
    }
}
