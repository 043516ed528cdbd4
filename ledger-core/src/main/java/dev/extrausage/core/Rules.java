package dev.extrausage.core;

/** Which rule decides which kind of input (D3); the rules themselves have a file each. */
final class Rules implements Change.Cases<Verdict> {
    private final Draft draft;

    private Rules(Draft draft) {
        this.draft = draft;
    }

    static Verdict decide(Draft draft) {
        return draft.input.event() instanceof UsageEvent usage
                ? UsageFunding.fund(draft, usage)
                : ((AccountEvent) draft.input.event()).change().match(new Rules(draft));
    }

    /** The verdict after D4: whether time's passing did anything is known only then (C2). */
    static Verdict settled(Draft draft, Verdict verdict) {
        boolean timePassed = draft.input.event() instanceof AccountEvent a
                && a.change() instanceof Change.TimePassed;
        return timePassed ? Verdict.appliedIf(draft.didAnything()) : verdict;
    }

    @Override public Verdict planStarted(Change.PlanStarted c) {
        return Plans.start(draft, c);
    }

    @Override public Verdict cycleReset(Change.CycleReset c) {
        return Verdict.appliedIf(draft.cyclesRolled > 0
                && draft.subscription.cycle().start() == c.cycleStart());
    }

    @Override public Verdict timePassed(Change.TimePassed c) {
        return Verdict.NO_CHANGE;
    }

    @Override public Verdict autoReloadSet(Change.AutoReloadSet c) {
        return Settings.setAutoReload(draft, c);
    }

    @Override public Verdict spendLimitSet(Change.SpendLimitSet c) {
        return Settings.setSpendLimit(draft, c);
    }

    @Override public Verdict extraUsageSwitched(Change.ExtraUsageSwitched c) {
        return Settings.switchExtraUsage(draft, c);
    }

    @Override public Verdict lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        return Settings.setLowBalanceNotice(draft, c);
    }

    @Override public Verdict accountClosed(Change.AccountClosed c) {
        return Plans.close(draft);
    }

    @Override public Verdict starterCreditClaimed(Change.StarterCreditClaimed c) {
        return StarterCredits.claim(draft);
    }

    @Override public Verdict creditGranted(Change.CreditGranted c) {
        return Credits.grant(draft, c);
    }

    @Override public Verdict topUpDeclined(Change.TopUpDeclined c) {
        return AutoReloads.decline(draft, c);
    }

    @Override public Verdict starterCreditOffered(Change.StarterCreditOffered c) {
        return StarterCredits.offer(draft, c);
    }

    @Override public Verdict creditRefunded(Change.CreditRefunded c) {
        return Credits.refund(draft, c);
    }
}
