package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.at;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Change;
import dev.extrausage.core.Pool;
import dev.extrausage.journal.redecide.RedecidedEntry;

/** The request or report of an actor, before anything is decided. */
final class AskedWords implements Change.Cases<String> {
    private final String actor;
    private final RedecidedEntry step;

    AskedWords(String actor, RedecidedEntry step) {
        this.actor = actor;
        this.step = step;
    }

    @Override public String planStarted(Change.PlanStarted c) {
        return actor + " asked for the plan " + c.plan() + " with " + Phrases.seats(c.seats())
                + (c.allowanceNanos() == null ? "" : " and a contract's own allowance of "
                        + usd(c.allowanceNanos()) + " a cycle")
                + (c.cycleAnchor() == null ? "" : ", with billing cycles counted from "
                        + at(c.cycleAnchor())) + ".";
    }

    @Override public String cycleReset(Change.CycleReset c) {
        return actor + " reported that a billing cycle begins at " + at(c.cycleStart()) + ".";
    }

    @Override public String timePassed(Change.TimePassed c) {
        return actor + " reported that " + at(c.dueAt()) + " has come, when something may be due.";
    }

    @Override public String autoReloadSet(Change.AutoReloadSet c) {
        String usual = "the usual cap" + (!step.knowsVersion() ? ""
                : " of " + usd(step.version().autoReload().defaultMonthlyCapNanos()));
        String cap = c.monthlyCapNanos() == null ? usual : usd(c.monthlyCapNanos());
        return actor + " asked for auto-reload to be " + (c.enabled() ? "on" : "off") + ": buy "
                + usd(c.amountNanos()) + " when extra usage is below " + usd(c.thresholdNanos())
                + ", at most " + cap + " in a billing cycle.";
    }

    @Override public String spendLimitSet(Change.SpendLimitSet c) {
        return actor + " asked for " + (c.monthlyLimitNanos() == null ? "no monthly spend limit."
                : "a monthly spend limit of " + usd(c.monthlyLimitNanos()) + ".");
    }

    @Override public String extraUsageSwitched(Change.ExtraUsageSwitched c) {
        return actor + " asked to switch extra usage " + (c.enabled() ? "on." : "off.");
    }

    @Override public String lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        return actor + " asked for " + (c.thresholdNanos() == null ? "no notice of a low balance."
                : "a notice when extra usage falls below " + usd(c.thresholdNanos()) + ".");
    }

    @Override public String accountClosed(Change.AccountClosed c) {
        return actor + " asked to close the account.";
    }

    @Override public String starterCreditClaimed(Change.StarterCreditClaimed c) {
        return actor + " claimed the starter credit.";
    }

    @Override public String creditGranted(Change.CreditGranted c) {
        String names = c.paymentId() == null ? "" : ", payment " + c.paymentId();
        names += c.topUpId() == null ? "" : ", top-up " + c.topUpId();
        return actor + (c.kind().isBought() ? " reported a payment of " + usd(c.amountNanos())
                + " for " + Phrases.credit(c.kind(), c.grantId())
                : " gave " + usd(c.amountNanos()) + " as " + Phrases.credit(c.kind(), c.grantId()))
                + names + (c.expiresAt() == null ? "" : ", expiring at " + at(c.expiresAt())) + ".";
    }

    @Override public String topUpDeclined(Change.TopUpDeclined c) {
        return actor + " reported that the payment for top-up " + c.topUpId() + " was declined ("
                + c.declineCode() + ").";
    }

    @Override public String starterCreditOffered(Change.StarterCreditOffered c) {
        return actor + " asked to offer the starter credit" + (c.historyNanos() == null ? "."
                : ", telling of " + usd(c.historyNanos())
                        + " of third-party use before this ledger.");
    }

    @Override public String creditRefunded(Change.CreditRefunded c) {
        return actor + " asked to pay back " + usd(c.amountNanos()) + " of the credit "
                + c.grantId() + " (refund " + c.refundId() + ").";
    }

    @Override public String planChangeScheduled(Change.PlanChangeScheduled c) {
        return actor + " asked for the plan " + c.plan() + " with " + Phrases.seats(c.seats())
                + (c.allowanceNanos() == null ? "" : " and a contract's own allowance of "
                        + usd(c.allowanceNanos()) + " a cycle") + " from the next cycle on.";
    }

    @Override public String refundOrdered(Change.RefundOrdered c) {
        return actor + " ordered a refund of "
                + (c.amountNanos() == null ? "all that is left" : usd(c.amountNanos()))
                + " of the credit " + c.grantId() + " (refund " + c.refundId() + ").";
    }

    @Override public String refundFailed(Change.RefundFailed c) {
        return actor + " reported that the refund " + c.refundId() + " of " + usd(c.amountNanos())
                + " could not be paid back.";
    }

    @Override public String paymentReversed(Change.PaymentReversed c) {
        return actor + " reported that the bank took back " + usd(c.amountNanos())
                + " of the payment for the credit " + c.grantId() + " (chargeback "
                + c.reversalId() + ").";
    }

    @Override public String creditVoided(Change.CreditVoided c) {
        return actor + " asked to withdraw the credit " + c.grantId() + ".";
    }

    @Override public String usageReversed(Change.UsageReversed c) {
        return actor + " asked to give back " + usd(c.amountNanos()) + " of the request "
                + c.usageEventId() + (c.pool() == Pool.ALLOWANCE ? ", which the allowance paid."
                        : ", which the credit " + c.grantId() + " paid.");
    }
}
