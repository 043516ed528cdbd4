package dev.extrausage.schemas.wire;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.UsageEvent;
import java.util.Map;

/**
 * Writes an entry's cause. It is written from the core, not copied from the input's bytes: an input
 * may name its id in capitals, or come under another version of the contract, and the journal holds
 * one form of it.
 */
final class CauseWriter implements Change.Cases<Void> {
    private final AvroWriter out;

    CauseWriter(AvroWriter out) {
        this.out = out;
    }

    void write(Event event) {
        if (event instanceof UsageEvent usage) {
            out.number(0);
            usage(usage);
        } else {
            out.number(1);
            account((AccountEvent) event);
        }
    }

    private void usage(UsageEvent u) {
        out.id(u.eventId());
        out.name(u.accountId());
        out.optionalName(u.memberId());
        out.number(u.occurredAt());
        out.name(u.app());
        out.optionalName(u.sessionId());
        out.name(u.model());
        out.number(u.inputTokens());
        out.number(u.outputTokens());
        out.number(u.cacheWriteTokens());
        out.number(u.cacheWrite1hTokens());
        out.number(u.cacheReadTokens());
        out.optionalName(u.serviceTier());
        units(u.units());
    }

    /** Sorted by name, so that the same event always has the same bytes. */
    private void units(Map<String, Long> units) {
        out.number(units.isEmpty() ? 0 : 1);
        if (!units.isEmpty()) {
            out.beginList(units.size());
            units.forEach((name, count) -> {
                out.name(name);
                out.number(count);
            });
            out.endList(units.size());
        }
    }

    private void account(AccountEvent a) {
        out.id(a.eventId());
        out.name(a.accountId());
        out.number(a.occurredAt());
        out.name(a.actor());
        boolean later = ChangeCodec.isLater(a.change());
        if (later) {
            out.number(1);
            out.number(ChangeCodec.PLACEHOLDER_CYCLE_START);
        } else {
            a.change().match(this);
        }
        out.optionalText(a.note());
        if (later) {
            a.change().match(this);
        } else {
            out.number(0);
        }
    }

    @Override public Void planStarted(Change.PlanStarted c) {
        out.number(0);
        out.name(c.plan());
        out.number(c.seats());
        out.optionalNumber(c.allowanceNanos());
        out.optionalNumber(c.cycleAnchor());
        return null;
    }

    @Override public Void cycleReset(Change.CycleReset c) {
        out.number(1);
        out.number(c.cycleStart());
        return null;
    }

    @Override public Void timePassed(Change.TimePassed c) {
        out.number(2);
        out.number(c.dueAt());
        return null;
    }

    @Override public Void autoReloadSet(Change.AutoReloadSet c) {
        out.number(3);
        out.flag(c.enabled());
        out.number(c.thresholdNanos());
        out.number(c.amountNanos());
        out.optionalNumber(c.monthlyCapNanos());
        return null;
    }

    @Override public Void spendLimitSet(Change.SpendLimitSet c) {
        out.number(4);
        out.optionalNumber(c.monthlyLimitNanos());
        return null;
    }

    @Override public Void extraUsageSwitched(Change.ExtraUsageSwitched c) {
        out.number(5);
        out.flag(c.enabled());
        return null;
    }

    @Override public Void lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        out.number(6);
        out.optionalNumber(c.thresholdNanos());
        return null;
    }

    @Override public Void accountClosed(Change.AccountClosed c) {
        out.number(7);
        return null;
    }

    @Override public Void starterCreditClaimed(Change.StarterCreditClaimed c) {
        out.number(8);
        return null;
    }

    @Override public Void creditGranted(Change.CreditGranted c) {
        out.number(9);
        out.name(c.grantId());
        out.name(c.kind().name());
        out.number(c.amountNanos());
        out.optionalNumber(c.expiresAt());
        out.optionalName(c.paymentId());
        out.optionalName(c.topUpId());
        return null;
    }

    @Override public Void topUpDeclined(Change.TopUpDeclined c) {
        out.number(10);
        out.name(c.topUpId());
        out.name(c.declineCode());
        return null;
    }

    @Override public Void starterCreditOffered(Change.StarterCreditOffered c) {
        out.number(11);
        out.optionalNumber(c.historyNanos());
        return null;
    }

    @Override public Void creditRefunded(Change.CreditRefunded c) {
        out.number(12);
        out.name(c.refundId());
        out.name(c.grantId());
        out.number(c.amountNanos());
        return null;
    }

    @Override public Void planChangeScheduled(Change.PlanChangeScheduled c) {
        out.number(1);
        out.name(c.plan());
        out.number(c.seats());
        out.optionalNumber(c.allowanceNanos());
        return null;
    }

    @Override public Void refundOrdered(Change.RefundOrdered c) {
        out.number(2);
        out.name(c.refundId());
        out.name(c.grantId());
        out.optionalNumber(c.amountNanos());
        return null;
    }

    @Override public Void refundFailed(Change.RefundFailed c) {
        out.number(3);
        out.name(c.refundId());
        out.name(c.grantId());
        out.number(c.amountNanos());
        return null;
    }

    @Override public Void paymentReversed(Change.PaymentReversed c) {
        out.number(4);
        out.name(c.reversalId());
        out.name(c.grantId());
        out.number(c.amountNanos());
        return null;
    }

    @Override public Void creditVoided(Change.CreditVoided c) {
        out.number(5);
        out.name(c.grantId());
        return null;
    }

    @Override public Void usageReversed(Change.UsageReversed c) {
        out.number(6);
        out.id(c.usageEventId());
        out.name(c.pool().name());
        out.optionalName(c.grantId());
        out.number(c.amountNanos());
        return null;
    }
}
