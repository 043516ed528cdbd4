package dev.extrausage.journal.read;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Notice;
import dev.extrausage.core.NoticeKind;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Reason;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.wire.EntryCodec;
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
                e.getCatalogVersion(), EntryCodec.inputOf(e), EntryCodec.clockOf(e),
                e.getCostNanos(), EntryCodec.outcomeOf(e), EntryCodec.reasonOf(e),
                EntryCodec.postingsOf(e), e.getAllowanceLeftNanos(), e.getExtraUsageNanos(),
                e.getSpentNanos(), EntryCodec.topUpDueOf(e), EntryCodec.noticesOf(e));
    }

    /** The entry as the ledger writes it today. */
    public static WrittenEntry of(Entry e) {
        return new WrittenEntry(e.accountId(), e.sequence(), Ledger.RULES_VERSION,
                e.catalogVersion(), e.cause(), e.clock(), e.costNanos(), e.outcome(), e.reason(),
                e.postings(), e.allowanceLeftNanos(), e.extraUsageNanos(), e.spentNanos(),
                e.topUpDue(), e.notices().stream().map(Notice::kind).toList());
    }

    /** True if it changed nothing and the same input may be sent again. */
    public boolean isRefused() {
        return outcome == Outcome.REFUSED;
    }

    /** The request it answers; null when it answers a change. */
    public UsageEvent usage() {
        return cause.event() instanceof UsageEvent usage ? usage : null;
    }
}
