package dev.extrausage.schemas.wire;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Input;
import dev.extrausage.core.NoticeKind;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Reason;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.schemas.BalanceChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a journal entry in the core's words (J1): the way back from {@link EntryWriter}.
 * Reading validates; each method throws {@link BadInput} naming the field and the value that no
 * rule of this program could have written. Times are in milliseconds since 1970.
 */
public final class EntryCodec {
    private EntryCodec() {}

    /**
     * The input that an entry answers, as the ledger got it.
     *
     * @throws BadInput if it is out of its bounds, so that no ledger decided it
     */
    public static Input inputOf(BalanceChange entry) {
        return new Input(EventCodec.causeToCore(entry.getCause()),
                entry.getReceivedAt().toEpochMilli());
    }

    /** The account's clock after the entry; null: nothing has got past D1 yet. */
    public static Long clockOf(BalanceChange entry) {
        Instant clock = entry.getClock();
        return clock == null ? null : (Long) clock.toEpochMilli();
    }

    /** The entry's outcome. */
    public static Outcome outcomeOf(BalanceChange entry) {
        return word(Outcome.class, "outcome", entry.getOutcome());
    }

    /** The entry's reason; null unless it is refused or uncovered. */
    public static Reason reasonOf(BalanceChange entry) {
        return entry.getReason() == null ? null : word(Reason.class, "reason", entry.getReason());
    }

    /** The entry's postings, in their order. */
    public static List<Posting> postingsOf(BalanceChange entry) {
        List<Posting> postings = new ArrayList<>(entry.getPostings().size());
        for (dev.extrausage.schemas.Posting p : entry.getPostings()) {
            if (p.getAmountNanos() <= 0) {
                throw BadInput.of("amount_nanos", p.getAmountNanos(), "above 0 in a posting");
            }
            postings.add(new Posting(word(Pool.class, "from", p.getFrom()),
                    word(Pool.class, "to", p.getTo()), p.getGrantId(), p.getAmountNanos(),
                    p.getEffectiveAt().toEpochMilli()));
        }
        return postings;
    }

    /** The top-up that the entry asks for; or null. */
    public static TopUpDue topUpDueOf(BalanceChange entry) {
        dev.extrausage.schemas.TopUpDue due = entry.getTopUpDue();
        return due == null ? null : new TopUpDue(due.getTopUpId(), due.getAmountNanos());
    }

    /** The kinds of the entry's notices, in their order. */
    public static List<NoticeKind> noticesOf(BalanceChange entry) {
        return entry.getNotices().stream()
                .map(kind -> word(NoticeKind.class, "notices", kind)).toList();
    }

    /** A word is text in Avro, so that a new one does not break old readers; here it is closed. */
    private static <E extends Enum<E>> E word(Class<E> type, String field, String text) {
        for (E known : type.getEnumConstants()) {
            if (known.name().equals(text)) {
                return known;
            }
        }
        throw BadInput.of(field, text, "a word that this version of the program knows");
    }
}
