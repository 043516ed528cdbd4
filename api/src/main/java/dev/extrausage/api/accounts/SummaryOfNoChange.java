package dev.extrausage.api.accounts;

import static dev.extrausage.core.Money.format;

import dev.extrausage.core.Change;
import dev.extrausage.core.Pool;

/** The sentence of each kind of change that found everything as it says already. */
final class SummaryOfNoChange implements Change.Cases<String> {
    @Override public String planStarted(Change.PlanStarted c) {
        return "The plan " + c.plan() + " was in place already.";
    }

    @Override public String cycleReset(Change.CycleReset c) {
        return "The billing cycle had begun already.";
    }

    @Override public String timePassed(Change.TimePassed c) {
        return "Time passed, and nothing was due.";
    }

    @Override public String autoReloadSet(Change.AutoReloadSet c) {
        return "Auto-reload was " + (c.enabled() ? "set like that" : "off") + " already.";
    }

    @Override public String spendLimitSet(Change.SpendLimitSet c) {
        return c.monthlyLimitNanos() == null ? "There was no monthly spend limit already."
                : "The monthly spend limit was " + format(c.monthlyLimitNanos()) + " already.";
    }

    @Override public String extraUsageSwitched(Change.ExtraUsageSwitched c) {
        return "Extra usage was " + (c.enabled() ? "on" : "off") + " already.";
    }

    @Override public String lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        return c.thresholdNanos() == null ? "There was no low-balance alert already."
                : "The low-balance alert was at " + format(c.thresholdNanos()) + " already.";
    }

    @Override public String accountClosed(Change.AccountClosed c) {
        return "The account was closed already.";
    }

    @Override public String starterCreditClaimed(Change.StarterCreditClaimed c) {
        return "The starter credit had been claimed already.";
    }

    @Override public String creditGranted(Change.CreditGranted c) {
        return "Credit of " + format(c.amountNanos()) + " had been added already.";
    }

    @Override public String topUpDeclined(Change.TopUpDeclined c) {
        return "A top-up was declined (" + c.declineCode() + "); nothing was charged.";
    }

    @Override public String starterCreditOffered(Change.StarterCreditOffered c) {
        return "The starter credit had been offered already.";
    }

    @Override public String creditRefunded(Change.CreditRefunded c) {
        return "The refund of " + format(c.amountNanos()) + " had been made already.";
    }

    @Override public String planChangeScheduled(Change.PlanChangeScheduled c) {
        return "The change to the plan " + c.plan() + " was in place already.";
    }

    @Override public String refundOrdered(Change.RefundOrdered c) {
        return "The refund" + (c.amountNanos() == null ? "" : " of " + format(c.amountNanos()))
                + " had been made already.";
    }

    @Override public String refundFailed(Change.RefundFailed c) {
        return "The credit of a refund of " + format(c.amountNanos())
                + " that failed had been returned already.";
    }

    @Override public String paymentReversed(Change.PaymentReversed c) {
        return "The chargeback of " + format(c.amountNanos()) + " had been entered already.";
    }

    @Override public String creditVoided(Change.CreditVoided c) {
        return "Nothing was left to withdraw of the credit " + c.grantId() + ".";
    }

    @Override public String usageReversed(Change.UsageReversed c) {
        return c.pool() == Pool.ALLOWANCE ? "Nothing was used of this cycle's plan allowance, so"
                + " nothing was given back." : "That usage had been given back already.";
    }
}
