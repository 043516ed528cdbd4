package dev.extrausage.api.accounts;

import static dev.extrausage.core.Money.format;

import dev.extrausage.core.Change;

/**
 * The sentence of each kind of change that was refused.
 *
 * @param why the reason, as the end of a sentence
 */
record SummaryOfRefused(String why) implements Change.Cases<String> {
    private String not(String what) {
        return what + ": " + why + ".";
    }

    @Override public String planStarted(Change.PlanStarted c) {
        return not("The plan " + c.plan() + " was not started");
    }

    @Override public String cycleReset(Change.CycleReset c) {
        return not("No billing cycle was begun");
    }

    @Override public String timePassed(Change.TimePassed c) {
        return not("Nothing was done by the passing of time");
    }

    @Override public String autoReloadSet(Change.AutoReloadSet c) {
        return not("Auto-reload was not set");
    }

    @Override public String spendLimitSet(Change.SpendLimitSet c) {
        return not("The monthly spend limit was not set");
    }

    @Override public String extraUsageSwitched(Change.ExtraUsageSwitched c) {
        return not("Extra usage was not switched " + (c.enabled() ? "on" : "off"));
    }

    @Override public String lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        return not("The low-balance alert was not set");
    }

    @Override public String accountClosed(Change.AccountClosed c) {
        return not("The account was not closed");
    }

    @Override public String starterCreditClaimed(Change.StarterCreditClaimed c) {
        return not("The starter credit was not claimed");
    }

    @Override public String creditGranted(Change.CreditGranted c) {
        return not("Credit of " + format(c.amountNanos()) + " was not added"
                + (c.kind().isBought() ? ", and its payment is to be paid back" : ""));
    }

    @Override public String topUpDeclined(Change.TopUpDeclined c) {
        return not("A top-up was declined (" + c.declineCode() + "), and not taken note of");
    }

    @Override public String starterCreditOffered(Change.StarterCreditOffered c) {
        return not("No starter credit was offered");
    }

    @Override public String creditRefunded(Change.CreditRefunded c) {
        return not("The refund of " + format(c.amountNanos()) + " was not made");
    }

    @Override public String planChangeScheduled(Change.PlanChangeScheduled c) {
        return not("The change to the plan " + c.plan() + " was not scheduled");
    }

    @Override public String refundOrdered(Change.RefundOrdered c) {
        return not("The refund" + (c.amountNanos() == null ? "" : " of " + format(c.amountNanos()))
                + " was not made");
    }

    @Override public String refundFailed(Change.RefundFailed c) {
        return not("The credit of a refund of " + format(c.amountNanos())
                + " that failed was not returned");
    }

    @Override public String paymentReversed(Change.PaymentReversed c) {
        return not("The chargeback of " + format(c.amountNanos()) + " was not entered");
    }

    @Override public String creditVoided(Change.CreditVoided c) {
        return not("The credit " + c.grantId() + " was not withdrawn");
    }

    @Override public String usageReversed(Change.UsageReversed c) {
        return not("Usage of " + format(c.amountNanos()) + " was not given back");
    }
}
