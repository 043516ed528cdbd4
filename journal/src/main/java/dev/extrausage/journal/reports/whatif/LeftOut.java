package dev.extrausage.journal.reports.whatif;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.TopUpId;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.HashSet;
import java.util.Set;

/**
 * The causes of a history that a preview leaves out: later settings of the kind that is tried, and
 * the answers to top-ups that auto-reload asked for since, with what became of their credit. An
 * answer to a top-up asked for before stays, for the copy has asked for it too.
 */
final class LeftOut {
    private final Change setting;
    private final Set<String> askedBefore = new HashSet<>();
    private final Set<String> refunds = new HashSet<>();

    LeftOut(Change setting) {
        this.setting = setting;
    }

    /** An entry before the copy begins. */
    void before(WrittenEntry entry) {
        if (entry.topUpDue() != null) {
            askedBefore.add(entry.topUpDue().topUpId());
        }
    }

    /** True if the copy is not told this entry's cause. Entries are asked for in their order. */
    boolean has(WrittenEntry entry) {
        if (!(entry.cause().event() instanceof AccountEvent event)) {
            return false;
        }
        Change change = event.change();
        if (change.getClass() == setting.getClass()) {
            return true;
        }
        if (change instanceof Change.CreditGranted c) {
            return isOfAutoReload(c.topUpId());
        }
        if (change instanceof Change.TopUpDeclined c) {
            return isOfAutoReload(c.topUpId());
        }
        return takesBack(change);
    }

    /** True for what takes back credit of auto-reload; remembers refunds, since one may fail. */
    private boolean takesBack(Change change) {
        if (change instanceof Change.RefundOrdered c && isOfAutoReload(c.grantId())) {
            refunds.add(c.refundId());
            return true;
        }
        return change instanceof Change.CreditRefunded c && isOfAutoReload(c.grantId())
                || change instanceof Change.PaymentReversed p && isOfAutoReload(p.grantId())
                || change instanceof Change.UsageReversed u && isOfAutoReload(u.grantId())
                || change instanceof Change.RefundFailed f && refunds.contains(f.refundId());
    }

    private boolean isOfAutoReload(String name) {
        return name != null && TopUpId.isAutoReload(name) && !askedBefore.contains(name);
    }
}
