package dev.extrausage.core;

import java.util.Objects;

/** What the customer sets; the same values again change nothing (P6). */
final class Settings {
    private Settings() {}

    static Verdict setSpendLimit(Draft draft, Change.SpendLimitSet c) {
        boolean changed = !Objects.equals(draft.monthlyLimit, c.monthlyLimitNanos());
        draft.monthlyLimit = c.monthlyLimitNanos();
        return Verdict.appliedIf(changed);
    }

    static Verdict switchExtraUsage(Draft draft, Change.ExtraUsageSwitched c) {
        boolean changed = draft.extraUsageOn != c.enabled();
        draft.extraUsageOn = c.enabled();
        return Verdict.appliedIf(changed);
    }

    static Verdict setLowBalanceNotice(Draft draft, Change.LowBalanceNoticeSet c) {
        boolean changed = !Objects.equals(draft.lowBalanceThreshold, c.thresholdNanos());
        draft.lowBalanceThreshold = c.thresholdNanos();
        return Verdict.appliedIf(changed);
    }

    static Verdict setAutoReload(Draft draft, Change.AutoReloadSet c) {
        if (!draft.version.topUp().allows(c.amountNanos())) {
            return Verdict.refused(Reason.AMOUNT_OUT_OF_BOUNDS);
        }
        AutoReload.Settings wanted = new AutoReload.Settings(
                c.enabled(), c.thresholdNanos(), c.amountNanos(), c.monthlyCapNanos());
        boolean changed = !wanted.equals(draft.autoReload.settings())
                || draft.autoReload.hasTroubles();
        draft.autoReload = draft.autoReload.set(wanted);
        return Verdict.appliedIf(changed);
    }
}
