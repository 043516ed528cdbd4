package dev.extrausage.core;

/** Auto-reload: buys credit when it runs low, and takes the payments' answers (section 8). */
final class AutoReloadRules {
    private AutoReloadRules() {}

    /** Counts a decline of the top-up in flight; any other gets its notice alone (A3). */
    static Ruling decline(Draft draft, Change.TopUpDeclined c) {
        draft.notice(NoticeKind.TOP_UP_DECLINED, null, c.topUpId(), draft.texts.topUpDeclined(c));
        AutoReload state = draft.autoReload;
        if (!state.isInFlight(c.topUpId())) {
            return Ruling.NO_CHANGE;
        }
        CatalogVersion.AutoReloadTerms terms = draft.version.autoReload();
        int inARow = state.declines() + 1;
        long notBefore = Money.saturatingAdd(
                draft.clock, backoffMillis(terms.firstBackoffMillis(), inARow));
        AutoReload declined = state.declined(inARow, notBefore, state.suspended());
        if (inARow >= terms.maxConsecutiveDeclines()) {
            suspend(draft, declined, draft.texts.suspendedByDeclines());
        } else {
            draft.autoReload = declined;
        }
        return Ruling.APPLIED;
    }

    /** Suspends an enabled auto-reload: no charge follows money that went back (P5, P9). */
    static void suspendIfEnabled(Draft draft, String text) {
        if (draft.autoReload.isEnabled()) {
            suspend(draft, draft.autoReload, text);
        }
    }

    /** Suspends auto-reload, with a notice unless it was suspended already. */
    private static void suspend(Draft draft, AutoReload state, String text) {
        if (!state.suspended()) {
            draft.notice(NoticeKind.AUTO_RELOAD_SUSPENDED, null, null, text);
        }
        draft.autoReload = state.asSuspended();
    }

    /** Asks for a top-up that is due (A1, A2), or again for one never answered (A5). Part of D4. */
    static void consider(Draft draft) {
        AutoReload state = draft.autoReload;
        if (state.inFlight() != null) {
            if (draft.clock >= askAgainAt(state, draft.version)) {
                ask(draft, state.inFlight().topUpId(), state.inFlight().amountNanos());
            }
            return;
        }
        long extraUsage = draft.grants.left();
        boolean mayBeSpent = draft.rules == 1
                || mayBeSpent(draft.spent, draft.monthlyLimit);
        if (!isWanted(state, draft.isOpen() && draft.plan().extraUsage() && draft.extraUsageOn,
                mayBeSpent, extraUsage) || draft.clock < retryNotBefore(state)) {
            return;
        }
        boolean withinCap = isWithinCap(state, draft.version);
        if (withinCap && isWithinMaxBalance(state, draft.plan(), extraUsage)) {
            ask(draft, TopUpId.ofAutoReload(draft.before.accountId(), draft.sequence()),
                    state.settings().amountNanos());
        } else if (NoticeRules.markGiven(draft, NoticeKind.AUTO_RELOAD_CAP_REACHED)) {
            draft.notice(NoticeKind.AUTO_RELOAD_CAP_REACHED, null, null, withinCap
                    ? draft.texts.maxBalanceReached(draft.plan().maxBalanceNanos())
                    : draft.texts.capReached(cap(state, draft.version)));
        }
    }

    /** Tells whether A1's conditions hold, the back-off and the cap aside. */
    static boolean isWanted(AutoReload state, boolean mayDrawExtraUsage, boolean mayBeSpent,
            long extraUsage) {
        return mayDrawExtraUsage && mayBeSpent && state.isEnabled() && state.inFlight() == null
                && !state.suspended() && extraUsage < state.settings().thresholdNanos();
    }

    /** Tells whether credit bought now may be spent under the limit; null: none is set (A1). */
    static boolean mayBeSpent(long spentNanos, Long monthlyLimitNanos) {
        return monthlyLimitNanos == null || spentNanos < monthlyLimitNanos;
    }

    /** Tells whether one more reload keeps A1's monthly cap. */
    static boolean isWithinCap(AutoReload state, CatalogVersion version) {
        long total = Money.saturatingAdd(state.reloadedNanos(), state.settings().amountNanos());
        return total <= cap(state, version);
    }

    /** Tells whether one more reload keeps the plan's greatest balance (A1). */
    static boolean isWithinMaxBalance(AutoReload state, Plan plan, long extraUsage) {
        return plan.allowsBalance(
                Money.saturatingAdd(extraUsage, state.settings().amountNanos()));
    }

    /** The instant to ask again for an unanswered top-up (A5), in ms since 1970. */
    static long askAgainAt(AutoReload state, CatalogVersion version) {
        return Money.saturatingAdd(
                state.inFlight().askedAt(), version.autoReload().askAgainAfterMillis());
    }

    static long retryNotBefore(AutoReload state) {
        return state.retryNotBefore() == null ? Long.MIN_VALUE : state.retryNotBefore();
    }

    private static void ask(Draft draft, String topUpId, long amount) {
        draft.topUpDue = new TopUpDue(topUpId, amount);
        draft.autoReload = draft.autoReload.asked(
                new AutoReload.InFlight(topUpId, amount, draft.clock));
    }

    private static long cap(AutoReload state, CatalogVersion version) {
        return cap(state.settings().monthlyCapNanos(), version);
    }

    /** The customer's own cap, or the catalog's where there is none, in nano-USD (A1). */
    static long cap(Long own, CatalogVersion version) {
        return own == null ? version.autoReload().defaultMonthlyCapNanos() : own;
    }

    private static long backoffMillis(long first, int declines) {
        int doublings = Math.min(declines - 1, 62);
        return Money.saturatingMultiply(first, 1L << doublings);
    }
}
