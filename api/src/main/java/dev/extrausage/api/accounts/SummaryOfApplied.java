package dev.extrausage.api.accounts;

import static dev.extrausage.core.Money.format;

import dev.extrausage.core.Change;
import dev.extrausage.core.Pool;
import dev.extrausage.view.rows.EntryRow;
import java.util.ArrayList;
import java.util.List;

/** The sentence of each kind of change that was carried out. */
record SummaryOfApplied(EntryRow entry) implements Change.Cases<String> {
    /** Tells whether the sentence itself says what time did. */
    static boolean tellsOfTime(EntryRow entry) {
        return entry.change() instanceof Change.CycleReset
                || entry.change() instanceof Change.TimePassed;
    }

    @Override public String planStarted(Change.PlanStarted c) {
        return "Your plan is " + onPlan(c.plan(), c.seats()) + ", with "
                + format(entry.allowanceLeftNanos()) + " of plan allowance left in this cycle.";
    }

    private static String onPlan(String plan, long seats) {
        return plan + (seats == 1 ? "" : " with " + seats + " seats");
    }

    @Override public String cycleReset(Change.CycleReset c) {
        String passed = EntrySummary.timePassed(entry.sums(), true);
        return "A new billing cycle began with " + format(entry.allowanceLeftNanos())
                + " of plan allowance" + (passed.isEmpty() ? "." : "; " + passed + ".");
    }

    @Override public String timePassed(Change.TimePassed c) {
        List<String> done = new ArrayList<>();
        if (entry.sums().allowanceChangeNanos() > 0 || entry.sums().lapsedNanos() > 0) {
            done.add("a new billing cycle began");
        }
        String passed = EntrySummary.timePassed(entry.sums(), true);
        if (!passed.isEmpty()) {
            done.add(passed);
        }
        if (entry.topUpDue() != null) {
            done.add("auto-reload asked for " + format(entry.topUpDue().amountNanos()));
        }
        return "Time passed: " + (done.isEmpty() ? "a notice was due" : String.join(", ", done))
                + ".";
    }

    @Override public String autoReloadSet(Change.AutoReloadSet c) {
        return !c.enabled() ? "Auto-reload is off." : "Auto-reload is on: below "
                + format(c.thresholdNanos()) + " it buys " + format(c.amountNanos())
                + (c.monthlyCapNanos() == null ? ", within the usual monthly cap."
                        : ", at most " + format(c.monthlyCapNanos()) + " a month.");
    }

    @Override public String spendLimitSet(Change.SpendLimitSet c) {
        return c.monthlyLimitNanos() == null ? "There is no monthly spend limit any more."
                : "The monthly spend limit is " + format(c.monthlyLimitNanos()) + ".";
    }

    @Override public String extraUsageSwitched(Change.ExtraUsageSwitched c) {
        return c.enabled() ? "Extra usage is on."
                : "Extra usage is off; " + format(entry.extraUsageNanos()) + " is kept.";
    }

    @Override public String lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        return c.thresholdNanos() == null ? "There is no low-balance alert any more."
                : "You are alerted when extra usage falls below " + format(c.thresholdNanos())
                        + ".";
    }

    @Override public String accountClosed(Change.AccountClosed c) {
        return "The account was closed; " + format(entry.extraUsageNanos())
                + " of extra usage is kept.";
    }

    @Override public String starterCreditClaimed(Change.StarterCreditClaimed c) {
        return "The starter credit was claimed: " + format(entry.sums().creditNanos())
                + " of extra usage was added.";
    }

    @Override public String creditGranted(Change.CreditGranted c) {
        String amount = format(c.amountNanos());
        return switch (c.kind()) {
            case AUTO_RELOAD -> "Auto-reload bought " + amount + " of extra usage.";
            case PURCHASE -> amount + " of extra usage was bought.";
            default -> amount + " of extra usage was given" + (c.expiresAt() == null ? "."
                    : "; what is left of it expires on " + EntrySummary.day(c.expiresAt()) + ".");
        };
    }

    @Override public String topUpDeclined(Change.TopUpDeclined c) {
        return "A top-up was declined (" + c.declineCode() + "); nothing was charged.";
    }

    @Override public String starterCreditOffered(Change.StarterCreditOffered c) {
        return "A starter credit was offered: it waits to be claimed.";
    }

    @Override public String creditRefunded(Change.CreditRefunded c) {
        return format(c.amountNanos()) + " of extra usage was refunded.";
    }

    @Override public String planChangeScheduled(Change.PlanChangeScheduled c) {
        return "From the next billing cycle on, your plan is " + onPlan(c.plan(), c.seats()) + ".";
    }

    @Override public String refundOrdered(Change.RefundOrdered c) {
        return format(entry.sums().creditNanos())
                + " was taken from extra usage, to be paid back to your card.";
    }

    @Override public String refundFailed(Change.RefundFailed c) {
        return "A refund of " + format(c.amountNanos())
                + " could not be paid back, so it is extra usage again.";
    }

    @Override public String paymentReversed(Change.PaymentReversed c) {
        return "Your bank took back a payment of " + format(c.amountNanos()) + ": "
                + format(entry.sums().creditNanos()) + " was taken from extra usage.";
    }

    @Override public String creditVoided(Change.CreditVoided c) {
        return format(entry.sums().creditNanos()) + " of free credit was withdrawn.";
    }

    @Override public String usageReversed(Change.UsageReversed c) {
        return c.pool() == Pool.EXTRA_USAGE
                ? format(entry.sums().creditNanos()) + " was given back to your extra usage."
                : "Usage of " + format(c.amountNanos())
                        + " was taken off what this cycle's plan allowance had paid.";
    }
}
