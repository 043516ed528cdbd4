package dev.extrausage.api.accounts;

import dev.extrausage.core.Money;
import dev.extrausage.core.NoticeKind;
import dev.extrausage.view.rows.EntryRow;

/** A sentence for each kind of notice, by what its entry says. */
final class NoticeSentence {
    private NoticeSentence() {}

    static String of(NoticeKind kind, EntryRow entry) {
        return switch (kind) {
            case ALLOWANCE_75 -> "75 % of your plan allowance for this billing cycle is used.";
            case ALLOWANCE_90 -> "90 % of your plan allowance for this billing cycle is used.";
            case ALLOWANCE_100 -> "Your plan allowance for this billing cycle is used up.";
            case SPEND_LIMIT_75 -> "75 % of your monthly spend limit is used: "
                    + Money.format(entry.spentNanos()) + " is spent.";
            case SPEND_LIMIT_90 -> "90 % of your monthly spend limit is used: "
                    + Money.format(entry.spentNanos()) + " is spent.";
            case SPEND_LIMIT_100 -> "Your monthly spend limit is reached: "
                    + Money.format(entry.spentNanos()) + " is spent.";
            case LOW_BALANCE -> "Your extra usage is down to "
                    + Money.format(entry.extraUsageNanos()) + ".";
            case OUT_OF_EXTRA_USAGE -> "You're out of extra usage.";
            case CREDIT_EXPIRING -> "Some of your credit expires soon.";
            case STARTER_CREDIT_OFFERED -> "A starter credit waits for you to claim it.";
            case AUTO_RELOAD_SUSPENDED -> "Auto-reload is paused until you set it again.";
            case AUTO_RELOAD_CAP_REACHED -> "Auto-reload waits: one more would pass its cap.";
            case TOP_UP_DUE -> "A top-up was asked for.";
            case USAGE_REVERSED -> "A charge was reversed.";
            case CORRECTION_REFUSED -> "A correction could not be entered. We are looking into it.";
            case PAID_CREDIT_REFUSED -> "Your payment of " + Money.format(entry.amountNanos())
                    + " could not be credited. We are looking into it.";
            default -> EntrySummary.of(entry);
        };
    }
}
