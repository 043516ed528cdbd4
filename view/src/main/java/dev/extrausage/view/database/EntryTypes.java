package dev.extrausage.view.database;

import dev.extrausage.view.rows.EntryRow;
import java.util.List;

/** The numbers that stand for kinds of entries in rows: for ever these, new ones at the end. */
public final class EntryTypes {
    private static final List<String> NAMES = List.of(EntryRow.USAGE, "PlanStarted", "CycleReset",
            "TimePassed", "AutoReloadSet", "SpendLimitSet", "ExtraUsageSwitched",
            "LowBalanceNoticeSet", "AccountClosed", "StarterCreditClaimed", "CreditGranted",
            "TopUpDeclined", "StarterCreditOffered", "CreditRefunded", "PlanChangeScheduled",
            "RefundOrdered", "RefundFailed", "PaymentReversed", "CreditVoided", "UsageReversed");

    private EntryTypes() { }

    /** The number of a kind; -1 for a name that no kind has. */
    public static int number(String type) {
        return NAMES.indexOf(type);
    }

    /** The kind of this number. */
    public static String name(int number) {
        return NAMES.get(number);
    }
}
