package dev.extrausage.journal.reports.explain;

import dev.extrausage.core.Change;
import dev.extrausage.core.Pool;

/** The reason why a change changed nothing: it was already so. */
final class NothingNewWords implements Change.Cases<String> {
    private static final String ALREADY = "It was so already: nothing changed.";

    @Override public String planStarted(Change.PlanStarted c) {
        return "The account is on that plan already, with the same seats and allowance: nothing"
                + " changed.";
    }

    @Override public String cycleReset(Change.CycleReset c) {
        return "No cycle began by this: the account was in it already, or is in another one.";
    }

    @Override public String timePassed(Change.TimePassed c) {
        return "Nothing was due.";
    }

    @Override public String autoReloadSet(Change.AutoReloadSet c) {
        return ALREADY;
    }

    @Override public String spendLimitSet(Change.SpendLimitSet c) {
        return ALREADY;
    }

    @Override public String extraUsageSwitched(Change.ExtraUsageSwitched c) {
        return ALREADY;
    }

    @Override public String lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        return ALREADY;
    }

    @Override public String accountClosed(Change.AccountClosed c) {
        return ALREADY;
    }

    @Override public String starterCreditClaimed(Change.StarterCreditClaimed c) {
        return "The starter credit was claimed before: it is given once.";
    }

    @Override public String creditGranted(Change.CreditGranted c) {
        return "That credit is in the account already, with the same kind and amount: it was not"
                + " added a second time.";
    }

    @Override public String topUpDeclined(Change.TopUpDeclined c) {
        return "That top-up is not the one that auto-reload waits for: nothing changed.";
    }

    @Override public String starterCreditOffered(Change.StarterCreditOffered c) {
        return "The starter credit was offered or claimed before: it is offered once.";
    }

    @Override public String creditRefunded(Change.CreditRefunded c) {
        return "That refund was made before: nothing was paid back a second time.";
    }

    @Override public String planChangeScheduled(Change.PlanChangeScheduled c) {
        return "That is scheduled already, or is the present plan with nothing scheduled: nothing"
                + " changed.";
    }

    @Override public String refundOrdered(Change.RefundOrdered c) {
        return "That refund was made before: nothing is paid back a second time.";
    }

    @Override public String refundFailed(Change.RefundFailed c) {
        return "That refund's credit is in the account again already: it was not added a second"
                + " time.";
    }

    @Override public String paymentReversed(Change.PaymentReversed c) {
        return "That chargeback was entered before: nothing was taken a second time.";
    }

    @Override public String creditVoided(Change.CreditVoided c) {
        return "Nothing is left of that credit: nothing changed.";
    }

    @Override public String usageReversed(Change.UsageReversed c) {
        return c.pool() == Pool.ALLOWANCE
                ? "Nothing of this cycle's allowance is used: nothing was given back."
                : "That request was given back before: nothing was given back a second time.";
    }
}
