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
        if (!draft.version.topUp().allows(c.amountNanos())) {
            return Ruling.refused(Reason.AMOUNT_OUT_OF_BOUNDS);
        }
        AutoReload.Settings wanted = new AutoReload.Settings(
                c.enabled(), c.thresholdNanos(), c.amountNanos(), c.monthlyCapNanos());
        boolean changed = !wanted.equals(draft.autoReload.settings())
                || draft.autoReload.hasTroubles();
        draft.autoReload = draft.autoReload.set(wanted);
        return Ruling.appliedIf(changed);
    }
}
