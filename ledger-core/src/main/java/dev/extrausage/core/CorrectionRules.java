package dev.extrausage.core;

import java.util.List;

/** Takes chargebacks, withdraws free credit, and gives usage back (P9). */
final class CorrectionRules {
    private CorrectionRules() {}

    /** Loses what the bank took back; what the grant no longer has is uncovered. */
    static Ruling reversePayment(Draft draft, Change.PaymentReversed c) {
        if (draft.chargebackIds.contains(c.reversalId())) {
            return Ruling.NO_CHANGE;
        }
        Grant grant = draft.grants.find(c.grantId());
        if (grant != null && !grant.kind().isBought()) {
            return Ruling.refused(Reason.NOT_REFUNDABLE);
        }
        long taken = grant == null ? 0 : Math.min(grant.leftNanos(), c.amountNanos());
        draft.post(Pool.EXTRA_USAGE, Pool.CHARGEBACKS, c.grantId(), taken);
        draft.post(Pool.UNCOVERED, Pool.CHARGEBACKS, null, c.amountNanos() - taken);
        if (grant != null) {
            draft.grants.replace(grant.chargedBack(taken));
        }
        draft.chargebackIds = IdList.copyOf(draft.chargebackIds).and(c.reversalId());
        draft.notice(NoticeKind.PAYMENT_REVERSED, c.amountNanos(), null, c.grantId(),
                c.reversalId(), draft.texts.paymentReversed(c.amountNanos(), taken));
        AutoReloadRules.suspendIfEnabled(draft, draft.texts.suspendedByChargeback());
        return Ruling.APPLIED;
    }

    /** Takes back what is left of a free grant. */
    static Ruling voidCredit(Draft draft, Change.CreditVoided c) {
        Grant grant = draft.grants.find(c.grantId());
        if (grant == null) {
            return Ruling.refused(Reason.UNKNOWN_GRANT);
        }
        if (grant.kind().isBought()) {
            return Ruling.refused(Reason.NOT_VOIDABLE);
        }
        long left = grant.leftNanos();
        if (left == 0) {
            return Ruling.NO_CHANGE;
        }
        Pool giver = grant.kind() == GrantKind.REVERSAL ? Pool.USAGE : Pool.PROMOTIONS;
        draft.post(Pool.EXTRA_USAGE, giver, c.grantId(), left);
        draft.grants.replace(grant.less(left));
        draft.notice(NoticeKind.CREDIT_VOIDED, left, null, c.grantId(), null,
                draft.texts.creditVoided(left));
        return Ruling.APPLIED;
    }

    static Ruling reverseUsage(Draft draft, Change.UsageReversed c) {
        return c.pool() == Pool.ALLOWANCE
                ? intoAllowance(draft, c.amountNanos()) : intoExtraUsage(draft, c);
    }

    /** Falls back by at most what was used; what a smaller whole does not have room for lapses. */
    private static Ruling intoAllowance(Draft draft, long amount) {
        Allowance allowance = draft.allowance;
        if (allowance.usedNanos() == 0) {
            return Ruling.NO_CHANGE;
        }
        Allowance after = allowance.givenBack(Math.min(amount, allowance.usedNanos()));
        long back = allowance.usedNanos() - after.usedNanos();
        long added = after.leftNanos() - allowance.leftNanos();
        draft.post(Pool.USAGE, Pool.ALLOWANCE, null, added);
        draft.post(Pool.USAGE, Pool.LAPSED, null, back - added);
        draft.allowance = after;
        draft.notice(NoticeKind.USAGE_REVERSED, back, null, null, null,
                draft.texts.usageReversed(back, true));
        return Ruling.APPLIED;
    }

    /** Refills the grant that paid, or adds a lot of its own where that one cannot take it. */
    private static Ruling intoExtraUsage(Draft draft, Change.UsageReversed c) {
        Grant paid = draft.grants.find(c.grantId());
        if (paid != null && paid.reversedUsage().contains(c.usageEventId())) {
            return Ruling.NO_CHANGE;
        }
        String lotId = HashedName.ofReversedUsage(c.usageEventId(), c.grantId());
        Grant lot = draft.grants.find(lotId);
        if (lot != null) {
            return lot.kind() == GrantKind.REVERSAL && lot.amountNanos() == c.amountNanos()
                    ? Ruling.NO_CHANGE : Ruling.refused(Reason.GRANT_ID_TAKEN);
        }
        if (Money.overflows(draft.grants.left(), c.amountNanos())) {
            return Ruling.refused(Reason.OVERFLOW);
        }
        boolean refills = paid != null && canTake(paid, c.amountNanos(), draft.clock);
        String into = refills ? c.grantId() : lotId;
        draft.post(Pool.USAGE, Pool.EXTRA_USAGE, into, c.amountNanos());
        if (refills) {
            draft.grants.replace(paid.refilled(c.usageEventId(), c.amountNanos()));
            if (paid.kind().isBought()) {
                draft.spent = Math.max(0, draft.spent - c.amountNanos());
            }
        } else {
            draft.grants.add(Grant.fresh(
                    lotId, GrantKind.REVERSAL, c.amountNanos(), draft.clock, null));
        }
        draft.notice(NoticeKind.USAGE_REVERSED, c.amountNanos(), null, into, null,
                draft.texts.usageReversed(c.amountNanos(), false));
        return Ruling.APPLIED;
    }

    private static boolean canTake(Grant grant, long amount, long clock) {
        return !grant.isExpiredAt(clock) && !grant.chargedBack()
                && amount <= grant.amountNanos() - grant.leftNanos();
    }

    /** Gives the notice of a correction that a rule past D1 refuses. */
    static void tellRefusal(Draft draft, Change correction) {
        Grant named = correction instanceof Change.RefundFailed c
                ? draft.grants.find(c.grantId()) : null;
        Notice notice = refusal(
                correction, named, draft.chargebackIds, draft.clock, draft.texts);
        if (notice != null) {
            draft.notice(notice);
        }
    }

    /**
     * The notice of a correction that is refused and was not entered before: a person is to look at
     * it (section 9, A8). Null for any other change.
     *
     * @param remembered the account's grant of the name that a {@code RefundFailed} gives; or null
     * @param chargebackIds the chargebacks that the account has had
     * @param at the entry's clock, or the input's time where the account has none
     */
    static Notice refusal(Change change, Grant remembered, List<String> chargebackIds, long at,
            NoticeText texts) {
        if (change instanceof Change.RefundFailed c
                && !CreditRules.isPurchaseOf(remembered, c.amountNanos())) {
            return new Notice(NoticeKind.CORRECTION_REFUSED, at, c.amountNanos(), null,
                    c.grantId(), c.refundId(), texts.refundFailedInVain(c.amountNanos()));
        }
        if (change instanceof Change.PaymentReversed c
                && !chargebackIds.contains(c.reversalId())) {
            return new Notice(NoticeKind.CORRECTION_REFUSED, at, c.amountNanos(), null,
                    c.grantId(), c.reversalId(), texts.chargebackRefused(c.amountNanos()));
        }
        return null;
    }
}
