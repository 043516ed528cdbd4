package dev.extrausage.core;

import java.util.Objects;

/** Takes the customer's settings; the same values again change nothing (P6). */
final class SettingRules {
    private SettingRules() {}

    static Ruling setSpendLimit(Draft draft, Change.SpendLimitSet c) {
        boolean changed = !Objects.equals(draft.monthlyLimit, c.monthlyLimitNanos());
        draft.monthlyLimit = c.monthlyLimitNanos();
        return Ruling.appliedIf(changed);
    }

    static Ruling switchExtraUsage(Draft draft, Change.ExtraUsageSwitched c) {
        boolean changed = draft.extraUsageOn != c.enabled();
        draft.extraUsageOn = c.enabled();
        return Ruling.appliedIf(changed);
    }

    static Ruling setLowBalanceNotice(Draft draft, Change.LowBalanceNoticeSet c) {
        boolean changed = !Objects.equals(draft.lowBalanceThreshold, c.thresholdNanos());
        draft.lowBalanceThreshold = c.thresholdNanos();
        return Ruling.appliedIf(changed);
    }

    static Ruling setAutoReload(Draft draft, Change.AutoReloadSet c) {
        Reason flaw = draft.rules == 1 ? flawByRules1(draft, c) : flaw(draft, c);
        if (flaw != null) {
            return Ruling.refused(flaw);
        }
        AutoReload.Settings wanted = new AutoReload.Settings(
                c.enabled(), c.thresholdNanos(), c.amountNanos(), c.monthlyCapNanos());
        boolean changed = !wanted.equals(draft.autoReload.settings())
                || draft.autoReload.hasTroubles();
        draft.autoReload = draft.autoReload.set(wanted);
        return Ruling.appliedIf(changed);
    }

    /** The reason why an enabled auto-reload could do no good; null when it could (P6). */
    private static Reason flaw(Draft draft, Change.AutoReloadSet c) {
        long amount = c.amountNanos();
        if (!c.enabled()) {
            return null;
        }
        if (!draft.version.topUp().allows(amount) || !Money.isWholeCents(amount)) {
            return Reason.AMOUNT_OUT_OF_BOUNDS;
        }
        if (amount < c.thresholdNanos()) {
            return Reason.AMOUNT_BELOW_THRESHOLD;
        }
        if (amount > AutoReloadRules.cap(c.monthlyCapNanos(), draft.version)) {
            return Reason.AMOUNT_OVER_CAP;
        }
        return draft.plan().allowsBalance(amount) ? null : Reason.AMOUNT_OVER_MAX_BALANCE;
    }

    /** Rules version 1 looked at the bounds alone, also of an auto-reload switched off. */
    private static Reason flawByRules1(Draft draft, Change.AutoReloadSet c) {
        return draft.version.topUp().allows(c.amountNanos()) ? null : Reason.AMOUNT_OUT_OF_BOUNDS;
    }
}
