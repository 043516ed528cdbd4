package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.NoticeKind;
import dev.extrausage.view.rows.EntryRow;
import java.util.List;

/**
 * The notices of an entry, one by one, as the journal has them: their kinds, and what the entry's
 * own change names. The sentences here say that much; figures as of the notice stand in its entry.
 */
public final class NoticeJson {
    private NoticeJson() {}

    /** One object for each notice, in the order of SPEC section 9. */
    public static List<ObjectNode> of(EntryRow entry) {
        return entry.notices().stream()
                .map(kind -> fields(entry, NoticeKind.valueOf(kind)).node()).toList();
    }

    private static AnswerFields fields(EntryRow entry, NoticeKind kind) {
        boolean ofChange = kind.compareTo(NoticeKind.STARTER_CREDIT_OFFERED) > 0
                && kind != NoticeKind.AUTO_RELOAD_CAP_REACHED
                && kind != NoticeKind.AUTO_RELOAD_SUSPENDED;
        return new AnswerFields().number("sequence", entry.sequence()).text("kind", kind)
                .time("at", entry.at().toEpochMilli()).usd("amount_usd", amount(entry, kind))
                .text("top_up_id", ofChange ? entry.topUpId() : null)
                .text("grant_id", ofChange ? entry.grantId() : null)
                .text("refund_id", ofChange ? refundId(entry.cause()) : null)
                .text("text", NoticeSentence.of(kind, entry));
    }

    private static Long amount(EntryRow entry, NoticeKind kind) {
        return switch (kind) {
            case LOW_BALANCE -> (Long) entry.extraUsageNanos();
            case REFUND_DUE, CREDIT_VOIDED -> (Long) entry.sums().creditNanos();
            case TOP_UP_ADDED, PAID_CREDIT_REFUSED, REFUND_FAILED, PAYMENT_REVERSED,
                    CORRECTION_REFUSED -> entry.amountNanos();
            default -> null;
        };
    }

    private static String refundId(Event cause) {
        Change change = cause instanceof AccountEvent event ? event.change() : null;
        if (change instanceof Change.RefundOrdered c) {
            return c.refundId();
        } else if (change instanceof Change.RefundFailed c) {
            return c.refundId();
        }
        return change instanceof Change.PaymentReversed c ? c.reversalId() : null;
    }
}
