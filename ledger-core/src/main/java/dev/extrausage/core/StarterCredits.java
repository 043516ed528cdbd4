package dev.extrausage.core;

/** The starter credit, once per account: offered, then claimed (P4). */
final class StarterCredits {
    private StarterCredits() {}

    static Verdict offer(Draft draft, Change.StarterCreditOffered c) {
        Plan.StarterCreditTerms terms = draft.plan().starterCredit();
        if (terms == null) {
            return Verdict.refused(Reason.NO_STARTER_CREDIT);
        }
        if (draft.starterCredit.offeredNanos() != null) {
            return Verdict.NO_CHANGE;
        }
        long amount = terms.offer(draft.subscription.seats(), history(draft.thirdPartyUse, c));
        draft.starterCredit = new StarterCredit(amount, false);
        draft.notice(NoticeKind.STARTER_CREDIT_OFFERED, amount, null,
                NoticeText.starterCreditOffered(amount));
        return Verdict.APPLIED;
    }

    static Verdict claim(Draft draft) {
        StarterCredit starter = draft.starterCredit;
        if (starter.claimed()) {
            return Verdict.NO_CHANGE;
        }
        if (starter.offeredNanos() == null) {
            return Verdict.refused(Reason.NOT_OFFERED);
        }
        Plan.StarterCreditTerms terms = draft.plan().starterCredit();
        if (terms == null) {
            return Verdict.refused(Reason.NO_STARTER_CREDIT);
        }
        long amount = Math.min(
                starter.offeredNanos(), terms.most(draft.subscription.seats()));
        if (Money.overflows(draft.grants.left(), amount)) {
            return Verdict.refused(Reason.OVERFLOW);
        }
        long expiresAt = draft.clock + draft.version.starterCreditLifetimeMillis();
        Credits.add(draft, Grant.fresh(
                Grant.STARTER_ID, GrantKind.STARTER, amount, draft.clock, expiresAt));
        draft.starterCredit = new StarterCredit(starter.offeredNanos(), true);
        return Verdict.APPLIED;
    }

    /** What third-party apps used: the two cycles this ledger knows, and what was before it. */
    private static long history(ThirdPartyUse use, Change.StarterCreditOffered c) {
        long known = Money.saturatingAdd(use.currentNanos(), use.previousNanos());
        return Money.saturatingAdd(known, c.historyNanos() == null ? 0 : c.historyNanos());
    }
}
