package dev.extrausage.view.rows;

import dev.extrausage.core.Change;
import dev.extrausage.core.Grant;

/** The facts that kinds of change have in common, under one name each. */
final class ChangeFacts {
    private ChangeFacts() { }

    /** The amount that the change names, or else the credit that it moved; or null. */
    static Long amountNanos(Change change, EntrySums sums) {
        if (change instanceof Change.CreditGranted c) {
            return c.amountNanos();
        } else if (change instanceof Change.CreditRefunded c) {
            return c.amountNanos();
        } else if (change instanceof Change.RefundFailed c) {
            return c.amountNanos();
        } else if (change instanceof Change.PaymentReversed c) {
            return c.amountNanos();
        } else if (change instanceof Change.UsageReversed c) {
            return c.amountNanos();
        } else if (change instanceof Change.AutoReloadSet c) {
            return c.amountNanos();
        } else if (change instanceof Change.SpendLimitSet c) {
            return c.monthlyLimitNanos();
        } else if (change instanceof Change.LowBalanceNoticeSet c) {
            return c.thresholdNanos();
        } else if (change instanceof Change.RefundOrdered c && c.amountNanos() != null) {
            return c.amountNanos();
        }
        return sums.creditNanos() == 0 ? null : (Long) sums.creditNanos();
    }

    /** The grant that the change names; or null. */
    static String grantId(Change change) {
        if (change instanceof Change.CreditGranted c) {
            return c.grantId();
        } else if (change instanceof Change.CreditRefunded c) {
            return c.grantId();
        } else if (change instanceof Change.RefundOrdered c) {
            return c.grantId();
        } else if (change instanceof Change.RefundFailed c) {
            return c.grantId();
        } else if (change instanceof Change.PaymentReversed c) {
            return c.grantId();
        } else if (change instanceof Change.CreditVoided c) {
            return c.grantId();
        } else if (change instanceof Change.UsageReversed c) {
            return c.grantId();
        }
        return change instanceof Change.StarterCreditClaimed ? Grant.STARTER_ID : null;
    }

    /** The top-up that the change answers; or null. */
    static String topUpId(Change change) {
        return change instanceof Change.CreditGranted c ? c.topUpId()
                : change instanceof Change.TopUpDeclined d ? d.topUpId() : null;
    }
}
