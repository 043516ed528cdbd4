package dev.extrausage.journal.read;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Input;
import dev.extrausage.core.NoticeKind;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Reason;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.wire.EntryCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry as the journal holds it, in the words of the rules (J1). Times in milliseconds since
 * 1970, amounts in nano-USD.
 *
 * @param rulesVersion the rules it was decided by
 * @param catalogVersion the catalog version it was decided by
 * @param clock the account's after it; null: nothing has got past D1 yet
 * @param reason null unless refused or uncovered
 * @param topUpDue the top-up it asks for; or null
 */
public record WrittenEntry(
        String accountId, long sequence, int rulesVersion, String catalogVersion, Input cause,
        Long clock, long costNanos, Outcome outcome, Reason reason, List<Posting> postings,
        long allowanceLeftNanos, long extraUsageNanos, long spentNanos, TopUpDue topUpDue,
        List<NoticeKind> notices) {

    /** Copies the lists. */
    public WrittenEntry {
        postings = List.copyOf(postings);
        notices = List.copyOf(notices);
    }

    /** Reads it; throws {@link BadInput} naming what no rule of this program could have written. */
    public static WrittenEntry of(BalanceChange e) {
        return new WrittenEntry(e.getAccountId(), e.getSequence(), e.getRulesVersion(),
                e.getCatalogVersion(), EntryCodec.inputOf(e), millis(e.getClock()),
                e.getCostNanos(),
                word(Outcome.class, "outcome", e.getOutcome()),
                e.getReason() == null ? null : word(Reason.class, "reason", e.getReason()),
                postings(e.getPostings()), e.getAllowanceLeftNanos(), e.getExtraUsageNanos(),
                e.getSpentNanos(), topUpDue(e.getTopUpDue()), e.getNotices().stream()
                        .map(n -> word(NoticeKind.class, "notices", n)).toList());
    }

    /** Whether it changed nothing and the same input may be sent again. */
    public boolean isRefused() {
        return outcome == Outcome.REFUSED;
    }

    /** The request it answers; null when it answers a change. */
    public UsageEvent usage() {
        return cause.event() instanceof UsageEvent usage ? usage : null;
    }

    private static List<Posting> postings(List<dev.extrausage.schemas.Posting> written) {
        List<Posting> postings = new ArrayList<>(written.size());
        for (dev.extrausage.schemas.Posting p : written) {
            if (p.getAmountNanos() <= 0) {
                throw BadInput.of("amount_nanos", p.getAmountNanos(), "above 0 in a posting");
            }
            postings.add(new Posting(word(Pool.class, "from", p.getFrom()),
                    word(Pool.class, "to", p.getTo()), p.getGrantId(), p.getAmountNanos(),
                    p.getEffectiveAt().toEpochMilli()));
        }
        return postings;
    }

    private static TopUpDue topUpDue(dev.extrausage.schemas.TopUpDue due) {
        return due == null ? null : new TopUpDue(due.getTopUpId(), due.getAmountNanos());
    }

    private static <E extends Enum<E>> E word(Class<E> type, String field, String text) {
        for (E known : type.getEnumConstants()) {
            if (known.name().equals(text)) {
                return known;
            }
        }
        throw BadInput.of(field, text, "a word that this version of the program knows");
    }

    private static Long millis(Instant instant) {
        return instant == null ? null : (Long) instant.toEpochMilli();
    }
}
