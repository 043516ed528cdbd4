package dev.extrausage.core;

/** Dispatches each kind of input to its rule (D3); the rules have a file each. */
final class Rules implements Change.Cases<Ruling> {
    private final Draft draft;

    private Rules(Draft draft) {
        this.draft = draft;
    }

    static Ruling decide(Draft draft) {
        return draft.input.event() instanceof UsageEvent usage
                ? UsageRules.fund(draft, usage)
                : ((AccountEvent) draft.input.event()).change().match(new Rules(draft));
    }

    /** The ruling after D4; only then is it known if a passing of time did anything (C2). */
    static Ruling settled(Draft draft, Ruling ruling) {
        boolean timePassed = draft.input.event() instanceof AccountEvent a
                && a.change() instanceof Change.TimePassed;
        return timePassed ? Ruling.appliedIf(draft.didAnything()) : ruling;
    }

    @Override public Ruling planStarted(Change.PlanStarted c) {
        return PlanRules.start(draft, c);
    }

    @Override public Ruling cycleReset(Change.CycleReset c) {
        return Ruling.appliedIf(draft.cyclesRolled > 0
                && draft.subscription.cycle().start() == c.cycleStart());
    }

    @Override public Ruling timePassed(Change.TimePassed c) {
        return Ruling.NO_CHANGE;
    }

    @Override public Ruling autoReloadSet(Change.AutoReloadSet c) {
        return SettingRules.setAutoReload(draft, c);
    }

    @Override public Ruling spendLimitSet(Change.SpendLimitSet c) {
        return SettingRules.setSpendLimit(draft, c);
    }

    @Override public Ruling extraUsageSwitched(Change.ExtraUsageSwitched c) {
        return SettingRules.switchExtraUsage(draft, c);
    }

    @Override public Ruling lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        return SettingRules.setLowBalanceNotice(draft, c);
    }

    @Override public Ruling accountClosed(Change.AccountClosed c) {
        return PlanRules.close(draft);
    }

    @Override public Ruling starterCreditClaimed(Change.StarterCreditClaimed c) {
        return StarterCreditRules.claim(draft);
    }

    @Override public Ruling creditGranted(Change.CreditGranted c) {
        return CreditRules.grant(draft, c);
    }

    @Override public Ruling topUpDeclined(Change.TopUpDeclined c) {
        return AutoReloadRules.decline(draft, c);
    }

    @Override public Ruling starterCreditOffered(Change.StarterCreditOffered c) {
        return StarterCreditRules.offer(draft, c);
    }

    @Override public Ruling creditRefunded(Change.CreditRefunded c) {
        return CreditRules.refund(draft, c);
    }

    @Override public Ruling planChangeScheduled(Change.PlanChangeScheduled c) {
        return PlanRules.schedule(draft, c);
    }

    @Override public Ruling refundOrdered(Change.RefundOrdered c) {
        return CreditRules.orderRefund(draft, c);
    }

    @Override public Ruling refundFailed(Change.RefundFailed c) {
        return toldIfRefused(CreditRules.returnRefund(draft, c), c);
    }

    @Override public Ruling paymentReversed(Change.PaymentReversed c) {
        return toldIfRefused(CorrectionRules.reversePayment(draft, c), c);
    }

    @Override public Ruling creditVoided(Change.CreditVoided c) {
        return CorrectionRules.voidCredit(draft, c);
    }

    @Override public Ruling usageReversed(Change.UsageReversed c) {
        return CorrectionRules.reverseUsage(draft, c);
    }

    private Ruling toldIfRefused(Ruling ruling, Change correction) {
        if (ruling.outcome() == Outcome.REFUSED) {
            CorrectionRules.tellRefusal(draft, correction);
        }
        return ruling;
    }
}
