package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.at;
import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Account;
import dev.extrausage.core.AutoReload;
import dev.extrausage.core.Change;
import dev.extrausage.core.Grant;
import dev.extrausage.core.Pool;
import dev.extrausage.journal.redecide.Moved;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayList;
import java.util.List;

/** The effect of a change that was applied. */
final class DoneWords implements Change.Cases<List<String>> {
    private final RedecidedEntry step;
    private final List<Moved> moved;
    /** Before and after by the rules; null when they are not to be believed. */
    private final Account before;
    private final Account after;

    DoneWords(RedecidedEntry step, List<Moved> moved) {
        this.step = step;
        this.moved = moved;
        before = step.isTrusted() ? step.before() : null;
        after = step.isTrusted() ? step.after() : null;
    }

    @Override public List<String> planStarted(Change.PlanStarted c) {
        return PlanWords.of(step, moved);
    }

    @Override public List<String> cycleReset(Change.CycleReset c) {
        return List.of();
    }

    @Override public List<String> timePassed(Change.TimePassed c) {
        return List.of();
    }

    @Override public List<String> autoReloadSet(Change.AutoReloadSet c) {
        List<String> out = new ArrayList<>(List.of("That was done."));
        if (before != null && (before.autoReload().suspended() || before.autoReload().declines() > 0
                || before.autoReload().retryNotBefore() != null)) {
            out.add("It also cleared the declines there had been, and whatever auto-reload was"
                    + " waiting or suspended for.");
        }
        return out;
    }

    @Override public List<String> spendLimitSet(Change.SpendLimitSet c) {
        return List.of(before == null ? "That was done."
                : "That was done; before, there was "
                        + (before.monthlyLimitNanos() == null ? "no limit."
                                : "a limit of " + usd(before.monthlyLimitNanos()) + "."));
    }

    @Override public List<String> extraUsageSwitched(Change.ExtraUsageSwitched c) {
        return List.of("That was done" + (c.enabled() ? "."
                : "; what is left of it is kept until it is switched on again."));
    }

    @Override public List<String> lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        return List.of("That was done.");
    }

    @Override public List<String> accountClosed(Change.AccountClosed c) {
        List<String> out = new ArrayList<>();
        out.add("The account was closed.");
        moved.stream().filter(m -> m.is(Pool.ALLOWANCE, Pool.LAPSED)).forEach(m -> out.add(
                "What was left of the allowance, " + usd(m.nanos()) + ", lapsed."));
        if (step.entry().extraUsageNanos() > 0) {
            out.add("Extra usage of " + usd(step.entry().extraUsageNanos())
                    + " is kept: what was bought of it can be paid back, and all of it be used once"
                    + " a plan is started.");
        }
        return out;
    }

    @Override public List<String> starterCreditClaimed(Change.StarterCreditClaimed c) {
        return added(after == null ? null : expiry(after));
    }

    private static String expiry(Account after) {
        return after.grants().stream().filter(g -> g.grantId().equals(Grant.STARTER_ID))
                .findFirst().map(Grant::expiresAt).map(Phrases::at).orElse(null);
    }

    @Override public List<String> creditGranted(Change.CreditGranted c) {
        List<String> out = added(c.expiresAt() == null ? null : at(c.expiresAt()));
        if (before != null && before.autoReload().inFlight() != null
                && after.autoReload().inFlight() != before.autoReload().inFlight()
                && before.autoReload().inFlight().topUpId().equals(c.topUpId())) {
            out.add("That answers the top-up that auto-reload had asked for.");
        }
        if (after != null && !after.isOpen()) {
            out.add("The account is closed: the credit is kept until a plan is started.");
        }
        return out;
    }

    private List<String> added(String expiresAt) {
        List<String> out = new ArrayList<>();
        moved.stream().filter(m -> m.posting().to() == Pool.EXTRA_USAGE).forEach(m -> out.add(
                usd(m.nanos()) + " was added to extra usage as " + Phrases.credit(m)
                        + (expiresAt == null ? "; it does not expire."
                                : "; what is not used expires at " + expiresAt + ".")));
        return out;
    }

    @Override public List<String> topUpDeclined(Change.TopUpDeclined c) {
        if (after == null) {
            return List.of("Auto-reload took note of it.");
        }
        AutoReload state = after.autoReload();
        return List.of("That was the decline number " + state.declines() + " in a row. "
                + (state.suspended() ? "Auto-reload is suspended until it is set again."
                        : "Auto-reload does not try again before " + at(state.retryNotBefore())
                                + "."));
    }

    @Override public List<String> starterCreditOffered(Change.StarterCreditOffered c) {
        return StarterWords.offered(step, c);
    }

    @Override public List<String> creditRefunded(Change.CreditRefunded c) {
        return refunded();
    }

    private List<String> refunded() {
        List<String> out = new ArrayList<>();
        moved.stream().filter(m -> m.is(Pool.EXTRA_USAGE, Pool.REFUNDS)).forEach(m -> out.add(
                usd(m.nanos()) + " was paid back from " + Phrases.credit(m) + ", which had "
                        + usd(m.beforeNanos()) + " before and " + usd(m.afterNanos()) + " after."));
        return withSuspension(out);
    }

    private List<String> withSuspension(List<String> out) {
        if (before != null && !before.autoReload().suspended() && after.autoReload().suspended()) {
            out.add("Auto-reload was suspended until it is set again, so that the card is not"
                    + " charged in return.");
        }
        return out;
    }

    @Override public List<String> planChangeScheduled(Change.PlanChangeScheduled c) {
        boolean ended = after != null && after.subscription().next() == null;
        String when = after == null ? "when the present billing cycle ends"
                : "at " + at(after.subscription().cycle().end())
                        + ", when the present billing cycle ends";
        return List.of(ended ? "That is the present plan: the change that was scheduled does not"
                + " take place."
                : "It takes place " + when + "; until then everything stays as it is.");
    }

    @Override public List<String> refundOrdered(Change.RefundOrdered c) {
        List<String> out = new ArrayList<>();
        moved.stream().filter(m -> m.is(Pool.EXTRA_USAGE, Pool.REFUNDS)).forEach(m -> out.add(
                usd(m.nanos()) + " was taken from " + Phrases.credit(m) + ", which had "
                        + usd(m.beforeNanos()) + " before and " + usd(m.afterNanos()) + " after"
                        + (c.amountNanos() == null ? " (all that is left, in whole cents)" : "")
                        + ". It is due to be paid back to its payment."));
        return withSuspension(out);
    }

    @Override public List<String> refundFailed(Change.RefundFailed c) {
        List<String> out = added(null);
        out.add("So the credit is there again, and counts as bought.");
        return out;
    }

    @Override public List<String> paymentReversed(Change.PaymentReversed c) {
        List<String> out = new ArrayList<>();
        moved.stream().filter(m -> m.is(Pool.EXTRA_USAGE, Pool.CHARGEBACKS)).forEach(m -> out.add(
                usd(m.nanos()) + " was taken from " + Phrases.credit(m) + ", which had "
                        + usd(m.beforeNanos()) + " before and " + usd(m.afterNanos()) + " after."));
        moved.stream().filter(m -> m.is(Pool.UNCOVERED, Pool.CHARGEBACKS)).forEach(m -> out.add(
                usd(m.nanos()) + " was used or gone already: that is lost, and never a debt."));
        return withSuspension(out);
    }

    @Override public List<String> creditVoided(Change.CreditVoided c) {
        List<String> out = new ArrayList<>();
        moved.stream().filter(m -> m.posting().from() == Pool.EXTRA_USAGE
                && m.posting().to() != Pool.EXPIRED).forEach(m -> out.add(
                usd(m.nanos()) + " was withdrawn from " + Phrases.credit(m) + "."));
        return out;
    }

    @Override public List<String> usageReversed(Change.UsageReversed c) {
        List<String> out = new ArrayList<>();
        long back = 0;
        for (Moved m : moved) {
            if (m.is(Pool.USAGE, Pool.ALLOWANCE)) {
                out.add(usd(m.nanos()) + " was given back to the allowance, which had "
                        + usd(m.beforeNanos()) + " left before and " + usd(m.afterNanos())
                        + " after.");
                back += m.nanos();
            } else if (m.is(Pool.USAGE, Pool.LAPSED)) {
                out.add(usd(m.nanos()) + " lapsed as it came back: the allowance is smaller now"
                        + " than what was used of it.");
                back += m.nanos();
            } else if (m.is(Pool.USAGE, Pool.EXTRA_USAGE)) {
                out.add(intoExtraUsage(c, m));
            }
        }
        if (c.pool() == Pool.ALLOWANCE && back < c.amountNanos()) {
            out.add("No more than " + usd(back) + " of this cycle's allowance had been used.");
        }
        return out;
    }

    private static String intoExtraUsage(Change.UsageReversed c, Moved m) {
        return m.posting().grantId().equals(c.grantId())
                ? usd(m.nanos()) + " was given back into " + Phrases.credit(m) + ", which had "
                        + usd(m.beforeNanos()) + " before and " + usd(m.afterNanos()) + " after"
                        + (m.kind() != null && m.kind().isBought()
                                ? "; it does not count as spent any more." : ".")
                : usd(m.nanos()) + " was given back as a credit of its own, " + Phrases.credit(m)
                        + ", since " + c.grantId() + " cannot take it; it does not expire.";
    }
}
