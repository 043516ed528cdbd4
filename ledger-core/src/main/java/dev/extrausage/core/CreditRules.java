package dev.extrausage.core;

/** Adds credit and pays it back (P3, P5, A7); no payment is kept for credit refused (A4). */
final class CreditRules {
    private CreditRules() {}

    /** Adds bought or goodwill credit (P3), and ends the top-up it answers (A3). */
    static Ruling grant(Draft draft, Change.CreditGranted c) {
        Ruling ruling = added(draft, c);
        if (ruling.outcome() == Outcome.REFUSED) {
            if (mustRefundPayment(c, draft.grants.find(c.grantId()))) {
                draft.notice(paidCreditRefused(c, draft.clock, draft.texts));
                draft.autoReload = endIfInFlight(draft.autoReload, c);
            }
        } else if (draft.autoReload.isInFlight(c.topUpId())) {
            draft.autoReload = draft.autoReload.paid();
        }
        return ruling;
    }

    private static Ruling added(Draft draft, Change.CreditGranted c) {
        Grant known = draft.grants.find(c.grantId());
        if (known != null) {
            return isThatGrant(known, c)
                    ? Ruling.NO_CHANGE : Ruling.refused(Reason.GRANT_ID_TAKEN);
        }
        if (c.expiresAt() != null && c.expiresAt() <= draft.clock) {
            return Ruling.refused(Reason.ALREADY_EXPIRED);
        }
        long reloaded = c.kind() == GrantKind.AUTO_RELOAD ? c.amountNanos() : 0;
        if (Money.overflows(draft.grants.left(), c.amountNanos())
                || Money.overflows(draft.autoReload.reloadedNanos(), reloaded)) {
            return Ruling.refused(Reason.OVERFLOW);
        }
        add(draft, Grant.fresh(
                c.grantId(), c.kind(), c.amountNanos(), draft.clock, c.expiresAt()));
        draft.autoReload =
                draft.autoReload.reloaded(draft.autoReload.reloadedNanos() + reloaded);
        if (c.kind().isBought()) {
            draft.notice(NoticeKind.TOP_UP_ADDED, c.amountNanos(), c.topUpId(),
                    draft.texts.topUpAdded(c));
        }
        return Ruling.APPLIED;
    }

    /** Adds a new grant; the caller has made sure that the sum fits. */
    static void add(Draft draft, Grant grant) {
        add(draft, grant.kind().isBought() ? Pool.PAYMENTS : Pool.PROMOTIONS, grant);
    }

    private static void add(Draft draft, Pool from, Grant grant) {
        draft.post(from, Pool.EXTRA_USAGE, grant.grantId(), grant.amountNanos());
        draft.grants.add(grant);
    }

    /** Pays back bought credit, and suspends auto-reload: no charge follows a refund (P5). */
    static Ruling refund(Draft draft, Change.CreditRefunded c) {
        return refunded(draft, c.refundId(), c.grantId(), c.amountNanos());
    }

    /** As {@link #refund}, and tells the top-up consumer to pay it back (P5, A7). */
    static Ruling orderRefund(Draft draft, Change.RefundOrdered c) {
        long leftBefore = draft.grants.left();
        Ruling ruling = refunded(draft, c.refundId(), c.grantId(), c.amountNanos());
        if (ruling.outcome() == Outcome.APPLIED) {
            long amount = leftBefore - draft.grants.left();
            draft.notice(NoticeKind.REFUND_DUE, amount, null, c.grantId(), c.refundId(),
                    draft.texts.refundDue(amount));
        }
        return ruling;
    }

    /** Takes a refund out of its grant; {@code wanted} null: all that is left, in whole cents. */
    private static Ruling refunded(Draft draft, String refundId, String grantId, Long wanted) {
        Grant grant = draft.grants.find(grantId);
        if (grant == null) {
            return Ruling.refused(Reason.UNKNOWN_GRANT);
        }
        if (grant.refundIds().contains(refundId)) {
            return Ruling.NO_CHANGE;
        }
        if (!grant.kind().isBought()) {
            return Ruling.refused(Reason.NOT_REFUNDABLE);
        }
        long amount = wanted == null ? Money.roundedDownToWholeCents(grant.leftNanos()) : wanted;
        if (amount == 0) {
            return Ruling.refused(Reason.NOTHING_TO_REFUND);
        }
        if (amount > grant.leftNanos()) {
            return Ruling.refused(Reason.REFUND_EXCEEDS_REMAINING);
        }
        draft.post(Pool.EXTRA_USAGE, Pool.REFUNDS, grantId, amount);
        draft.grants.replace(grant.refunded(refundId, amount));
        AutoReloadRules.suspendIfEnabled(draft, draft.texts.suspendedByRefund());
        return Ruling.APPLIED;
    }

    /** Returns the credit of a refund that could not be paid back, as a new purchase (P5). */
    static Ruling returnRefund(Draft draft, Change.RefundFailed c) {
        Grant known = draft.grants.find(c.grantId());
        if (known != null) {
            return isPurchaseOf(known, c.amountNanos())
                    ? Ruling.NO_CHANGE : Ruling.refused(Reason.GRANT_ID_TAKEN);
        }
        if (Money.overflows(draft.grants.left(), c.amountNanos())) {
            return Ruling.refused(Reason.OVERFLOW);
        }
        add(draft, Pool.REFUNDS, Grant.fresh(
                c.grantId(), GrantKind.PURCHASE, c.amountNanos(), draft.clock, null));
        draft.notice(NoticeKind.REFUND_FAILED, c.amountNanos(), null, c.grantId(), c.refundId(),
                draft.texts.refundFailed(c.amountNanos()));
        return Ruling.APPLIED;
    }

    /** Tells whether the account remembers the grant as a purchase of this amount. */
    static boolean isPurchaseOf(Grant remembered, long amountNanos) {
        return remembered != null && remembered.kind() == GrantKind.PURCHASE
                && remembered.amountNanos() == amountNanos;
    }

    /** The notice of a bought credit that is refused and was not entered before (A4). */
    static Notice paidCreditRefused(Change.CreditGranted c, long at, NoticeText texts) {
        return new Notice(NoticeKind.PAID_CREDIT_REFUSED, at, c.amountNanos(), c.topUpId(),
                c.grantId(), null, texts.paidCreditRefused(c));
    }

    /**
     * Tells whether the payment of a refused credit is to be refunded: it was bought, and the
     * account does not remember it as credited already (A4).
     *
     * @param remembered the account's grant of the same id, or null
     */
    static boolean mustRefundPayment(Change.CreditGranted c, Grant remembered) {
        return c.kind().isBought() && (remembered == null || !isThatGrant(remembered, c));
    }

    static AutoReload endIfInFlight(AutoReload autoReload, Change.CreditGranted c) {
        return autoReload.isInFlight(c.topUpId()) ? autoReload.ended() : autoReload;
    }

    private static boolean isThatGrant(Grant grant, Change.CreditGranted c) {
        return grant.kind() == c.kind() && grant.amountNanos() == c.amountNanos();
    }
}
