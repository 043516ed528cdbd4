package dev.extrausage.core;

/** Offers the starter credit and grants it when claimed, once per account (P4). */
final class StarterCreditRules {
    private StarterCreditRules() {}

    static Ruling offer(Draft draft, Change.StarterCreditOffered c) {
        Plan.StarterCreditTerms terms = draft.plan().starterCredit();
        if (terms == null) {
            return Ruling.refused(Reason.NO_STARTER_CREDIT);
        }
        if (draft.starterCredit.offeredNanos() != null) {
            return Ruling.NO_CHANGE;
        }
        long amount = terms.offer(draft.subscription.seats(), history(draft.thirdPartyUse, c));
        draft.starterCredit = new StarterCredit(amount, false);
        draft.notice(NoticeKind.STARTER_CREDIT_OFFERED, amount, null,
                draft.texts.starterCreditOffered(amount));
        return Ruling.APPLIED;
    }

    static Ruling claim(Draft draft) {
        StarterCredit starter = draft.starterCredit;
        if (starter.claimed()) {
            return Ruling.NO_CHANGE;
        }
        if (starter.offeredNanos() == null) {
            return Ruling.refused(Reason.NOT_OFFERED);
        }
        Plan.StarterCreditTerms terms = draft.plan().starterCredit();
        if (terms == null) {
            return Ruling.refused(Reason.NO_STARTER_CREDIT);
        }
        long amount = Math.min(
                starter.offeredNanos(), terms.most(draft.subscription.seats()));
        if (Money.overflows(draft.grants.left(), amount)) {
            return Ruling.refused(Reason.OVERFLOW);
        }
        long expiresAt = draft.clock + draft.version.starterCreditLifetimeMillis();
        CreditRules.add(draft, Grant.fresh(
                Grant.STARTER_ID, GrantKind.STARTER, amount, draft.clock, expiresAt));
        draft.starterCredit = new StarterCredit(starter.offeredNanos(), true);
        return Ruling.APPLIED;
    }

    /** The use of third-party apps: in the two cycles this ledger knows, and before it. */
    private static long history(ThirdPartyUse use, Change.StarterCreditOffered c) {
        long known = Money.saturatingAdd(use.currentNanos(), use.previousNanos());
        return Money.saturatingAdd(known, c.historyNanos() == null ? 0 : c.historyNanos());
    }
}
