package dev.extrausage.core;

/** Adds credit and pays it back (P3, P5); no payment is kept for credit refused (A4). */
final class CreditRules {
    private CreditRules() {}

    /** Adds bought or goodwill credit (P3), and ends the top-up it answers (A3). */
    static Ruling grant(Draft draft, Change.CreditGranted c) {
        Ruling ruling = added(draft, c);
        if (ruling.outcome() == Outcome.REFUSED) {
            if (mustRefundPayment(c, draft.grants.find(c.grantId()))) {
                draft.notice(NoticeKind.PAID_CREDIT_REFUSED, c.amountNanos(), c.topUpId(),
                        NoticeText.paidCreditRefused(c));
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
                    NoticeText.topUpAdded(c));
        }
        return Ruling.APPLIED;
    }

    /** Adds a new grant; the caller has made sure that the sum fits. */
    static void add(Draft draft, Grant grant) {
        Pool from = grant.kind().isBought() ? Pool.PAYMENTS : Pool.PROMOTIONS;
        draft.post(from, Pool.EXTRA_USAGE, grant.grantId(), grant.amountNanos());
        draft.grants.add(grant);
    }

    /** Pays back bought credit, and suspends auto-reload: no charge follows a refund (P5). */
    static Ruling refund(Draft draft, Change.CreditRefunded c) {
        Grant grant = draft.grants.find(c.grantId());
        if (grant == null) {
            return Ruling.refused(Reason.UNKNOWN_GRANT);
        }
        if (grant.refundIds().contains(c.refundId())) {
            return Ruling.NO_CHANGE;
        }
        if (!grant.kind().isBought()) {
            return Ruling.refused(Reason.NOT_REFUNDABLE);
        }
        if (c.amountNanos() > grant.leftNanos()) {
            return Ruling.refused(Reason.REFUND_EXCEEDS_REMAINING);
        }
        draft.post(Pool.EXTRA_USAGE, Pool.REFUNDS, c.grantId(), c.amountNanos());
        draft.grants.replace(grant.refunded(c.refundId(), c.amountNanos()));
        if (draft.autoReload.isEnabled()) {
            AutoReloadRules.suspend(draft, draft.autoReload, NoticeText.SUSPENDED_BY_REFUND);
        }
        return Ruling.APPLIED;
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
