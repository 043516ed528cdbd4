package dev.extrausage.schemas.wire;

import dev.extrausage.core.Entry;
import dev.extrausage.core.Money;
import dev.extrausage.core.NoticeKind;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.schemas.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The records on {@code notices} that an entry causes (SPEC section 9). */
public final class NoticeCodec {
    private NoticeCodec() {}

    /** The entry's notices in their order, and after them its top-up due, if there is one. */
    public static List<Notice> toAvro(Entry entry) {
        if (entry.notices().isEmpty() && entry.topUpDue() == null) {
            return List.of();
        }
        List<Notice> out = new ArrayList<>(entry.notices().size() + 1);
        for (dev.extrausage.core.Notice n : entry.notices()) {
            out.add(new Notice(entry.accountId(), entry.sequence(), n.kind().name(),
                    Instant.ofEpochMilli(n.at()), n.amountNanos(), n.topUpId(), n.text(),
                    n.grantId(), n.refundId()));
        }
        if (entry.topUpDue() != null) {
            out.add(due(entry, entry.topUpDue()));
        }
        return out;
    }

    /** An entry that asks for a top-up has a clock: D1 let its input pass (D4). */
    private static Notice due(Entry entry, TopUpDue due) {
        return new Notice(entry.accountId(), entry.sequence(), NoticeKind.TOP_UP_DUE.name(),
                Instant.ofEpochMilli(entry.clock()), due.amountNanos(), due.topUpId(),
                "Auto-reload is buying " + Money.format(due.amountNanos()) + " of extra usage.",
                null, null);
    }
}
