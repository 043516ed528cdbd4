package dev.extrausage.api.accounts;

import dev.extrausage.core.Change;

/** The fields of each kind of change, after {@code type} (SPEC section 4). */
record ChangeFields(AnswerFields json) implements Change.Cases<AnswerFields> {
    @Override public AnswerFields planStarted(Change.PlanStarted c) {
        return json.text("plan", c.plan()).number("seats", c.seats())
                .usd("allowance_usd", c.allowanceNanos()).time("cycle_anchor", c.cycleAnchor());
    }

    @Override public AnswerFields cycleReset(Change.CycleReset c) {
        return json.time("cycle_start", c.cycleStart());
    }

    @Override public AnswerFields timePassed(Change.TimePassed c) {
        return json.time("due_at", c.dueAt());
    }

    @Override public AnswerFields autoReloadSet(Change.AutoReloadSet c) {
        return json.flag("enabled", c.enabled()).usd("threshold_usd", c.thresholdNanos())
                .usd("amount_usd", c.amountNanos()).usd("monthly_cap_usd", c.monthlyCapNanos());
    }

    @Override public AnswerFields spendLimitSet(Change.SpendLimitSet c) {
        return json.usd("monthly_limit_usd", c.monthlyLimitNanos());
    }

    @Override public AnswerFields extraUsageSwitched(Change.ExtraUsageSwitched c) {
        return json.flag("enabled", c.enabled());
    }

    @Override public AnswerFields lowBalanceNoticeSet(Change.LowBalanceNoticeSet c) {
        return json.usd("threshold_usd", c.thresholdNanos());
    }

    @Override public AnswerFields accountClosed(Change.AccountClosed c) {
        return json;
    }

    @Override public AnswerFields starterCreditClaimed(Change.StarterCreditClaimed c) {
        return json;
    }

    @Override public AnswerFields creditGranted(Change.CreditGranted c) {
        return json.text("grant_id", c.grantId()).text("kind", c.kind())
                .usd("amount_usd", c.amountNanos()).time("expires_at", c.expiresAt())
                .text("payment_id", c.paymentId()).text("top_up_id", c.topUpId());
    }

    @Override public AnswerFields topUpDeclined(Change.TopUpDeclined c) {
        return json.text("top_up_id", c.topUpId()).text("decline_code", c.declineCode());
    }

    @Override public AnswerFields starterCreditOffered(Change.StarterCreditOffered c) {
        return json.usd("history_usd", c.historyNanos());
    }

    @Override public AnswerFields creditRefunded(Change.CreditRefunded c) {
        return json.text("refund_id", c.refundId()).text("grant_id", c.grantId())
                .usd("amount_usd", c.amountNanos());
    }

    @Override public AnswerFields planChangeScheduled(Change.PlanChangeScheduled c) {
        return json.text("plan", c.plan()).number("seats", c.seats())
                .usd("allowance_usd", c.allowanceNanos());
    }

    @Override public AnswerFields refundOrdered(Change.RefundOrdered c) {
        return json.text("refund_id", c.refundId()).text("grant_id", c.grantId())
                .usd("amount_usd", c.amountNanos());
    }

    @Override public AnswerFields refundFailed(Change.RefundFailed c) {
        return json.text("refund_id", c.refundId()).text("grant_id", c.grantId())
                .usd("amount_usd", c.amountNanos());
    }

    @Override public AnswerFields paymentReversed(Change.PaymentReversed c) {
        return json.text("reversal_id", c.reversalId()).text("grant_id", c.grantId())
                .usd("amount_usd", c.amountNanos());
    }

    @Override public AnswerFields creditVoided(Change.CreditVoided c) {
        return json.text("grant_id", c.grantId());
    }

    @Override public AnswerFields usageReversed(Change.UsageReversed c) {
        return json.text("usage_event_id", c.usageEventId()).text("pool", c.pool())
                .text("grant_id", c.grantId()).usd("amount_usd", c.amountNanos());
    }
}
