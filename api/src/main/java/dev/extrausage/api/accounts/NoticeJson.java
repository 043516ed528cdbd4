package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.schemas.Notice;
import dev.extrausage.view.rows.EntryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The notices of an entry, one by one, as the ledger wrote them on the topic {@code notices}. */
public final class NoticeJson {
    private NoticeJson() {}

    /**
     * One object for each notice, in the order of SPEC section 9.
     *
     * @param written what the topic has of the entry; of a notice that is gone from it, the kind
     *     and the entry's own sentence are told
     */
    public static List<ObjectNode> of(EntryRow entry, List<Notice> written) {
        List<ObjectNode> notices = new ArrayList<>();
        for (String kind : entry.notices()) {
            Optional<Notice> found = written.stream()
                    .filter(notice -> notice.getKind().equals(kind)).findFirst();
            notices.add(found.map(notice -> of(entry, notice)).orElseGet(() -> of(entry,
                    new Notice(entry.accountId(), entry.sequence(), kind, entry.at(), null, null,
                            EntrySummary.of(entry), null, null))).node());
        }
        return notices;
    }

    private static AnswerFields of(EntryRow entry, Notice notice) {
        return new AnswerFields().number("sequence", entry.sequence())
                .text("kind", notice.getKind()).time("at", notice.getAt().toEpochMilli())
                .usd("amount_usd", notice.getAmountNanos())
                .text("top_up_id", notice.getTopUpId()).text("grant_id", notice.getGrantId())
                .text("refund_id", notice.getRefundId()).text("text", notice.getText());
    }
}
