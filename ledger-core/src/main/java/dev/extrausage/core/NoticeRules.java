package dev.extrausage.core;

/** Gives an entry its notices (section 9). */
final class NoticeRules {
    private NoticeRules() {}

    static void give(Draft draft) {
        giveAllowance(draft);
        giveSpendLimit(draft);
        giveCrossings(draft);
        giveExpiring(draft);
    }

    /**
     * Marks a notice as given in this cycle; false if it was given before. Callers mark it before
     * they make its text: past a limit every usage comes here.
     */
    static boolean markGiven(Draft draft, NoticeKind kind) {
        boolean first = (draft.noticesGiven & bit(kind)) == 0;
        draft.noticesGiven |= bit(kind);
        return first;
    }

    private static void giveAllowance(Draft draft) {
        long whole = draft.allowance.wholeNanos();
        long used = draft.allowance.usedNanos();
        giveReached(draft, NoticeKind.ALLOWANCE_75, used, whole, 75);
        giveReached(draft, NoticeKind.ALLOWANCE_90, used, whole, 90);
        giveReached(draft, NoticeKind.ALLOWANCE_100, used, whole, 100);
    }

    private static void giveSpendLimit(Draft draft) {
        long limit = draft.monthlyLimit == null ? 0 : draft.monthlyLimit;
        giveReached(draft, NoticeKind.SPEND_LIMIT_75, draft.spent, limit, 75);
        giveReached(draft, NoticeKind.SPEND_LIMIT_90, draft.spent, limit, 90);
        giveReached(draft, NoticeKind.SPEND_LIMIT_100, draft.spent, limit, 100);
    }

    /** Gives it when reached, and again only after an entry that left it unreached, or a roll. */
    private static void giveReached(
            Draft draft, NoticeKind kind, long part, long whole, int percent) {
        if (whole <= 0 || !Money.reachesPercent(part, whole, percent)) {
            draft.noticesGiven &= ~bit(kind);
        } else if (markGiven(draft, kind)) {
            draft.notice(kind, null, null, draft.texts.reached(kind, part, whole));
        }
    }

    private static void giveCrossings(Draft draft) {
        long before = draft.before.extraUsageNanos();
        long after = draft.grants.left();
        Long threshold = draft.lowBalanceThreshold;
        if (threshold != null && before >= threshold && after < threshold) {
            draft.notice(NoticeKind.LOW_BALANCE, after, null,
                    draft.texts.lowBalance(after, threshold));
        }
        if (before > 0 && after == 0) {
            draft.notice(NoticeKind.OUT_OF_EXTRA_USAGE, null, null, draft.texts.outOfExtraUsage());
        }
    }

    private static void giveExpiring(Draft draft) {
        GrantList grants = draft.grants;
        long warnedUntil = draft.clock + draft.version.creditExpiringWarningMillis();
        long expiring = 0;
        long soonest = Long.MAX_VALUE;
        for (int i = 0; i < grants.size(); i++) {
            Grant grant = grants.get(i);
            if (grant.isLive() && !grant.expiryWarned() && grant.isExpiredAt(warnedUntil)) {
                grants.set(i, grant.warned());
                expiring += grant.leftNanos();
                soonest = Math.min(soonest, grant.expiresAt());
            }
        }
        if (expiring > 0) {
            draft.notice(NoticeKind.CREDIT_EXPIRING, expiring, null,
                    draft.texts.creditExpiring(expiring, soonest));
        }
    }

    private static int bit(NoticeKind kind) {
        return 1 << kind.ordinal();
    }
}
