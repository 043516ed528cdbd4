package dev.extrausage.journal.reports.explain;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Reason;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Moved;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Explains one entry: what was asked, what time had done, what was decided and why, and what
 * followed.
 */
public final class Explainer {
    /** Refusals by D1: they let no time pass. */
    private static final Set<Reason> BEFORE_TIME = Set.of(Reason.TOO_OLD, Reason.IN_THE_FUTURE,
            Reason.UNKNOWN_ACCOUNT, Reason.ACCOUNT_CLOSED, Reason.NOT_YET);
    private static final long WORTH_TELLING_MILLIS = 1_000;

    private Explainer() {}

    /** The entry's explanation. */
    public static Explanation explain(RedecidedEntry step) {
        List<String> sentences = new ArrayList<>();
        WrittenEntry entry = step.entry();
        AccountEvent event = entry.cause().event() instanceof AccountEvent a ? a : null;
        sentences.add(event == null ? RequestWords.asked(entry.usage())
                : event.change().match(new AskedWords(event.actor(), step)));
        if (event != null && event.note() != null) {
            sentences.add("The note on it: \"" + event.note() + "\".");
        }
        arrival(entry, sentences);
        if (!step.isTrusted()) {
            sentences.add("Careful: " + step.doubt() + " This tells what is written; what is not"
                    + " written is left out.");
        }
        TimeWords time = TimeWords.of(
                step, entry.isRefused() && BEFORE_TIME.contains(entry.reason()));
        sentences.addAll(time.sentences());
        List<Moved> own = step.moved().subList(time.postings(), step.moved().size());
        if (entry.outcome() == Outcome.REFUSED) {
            sentences.addAll(RefusalWords.of(step));
        } else if (event == null) {
            sentences.addAll(PriceWords.of(step));
            sentences.addAll(FundingWords.of(step, own));
        } else if (entry.outcome() == Outcome.NO_CHANGE) {
            sentences.add(event.change().match(new NothingNewWords()));
        } else {
            sentences.addAll(event.change().match(new DoneWords(step, own)));
        }
        sentences.addAll(AfterWords.of(step));
        return new Explanation(entry, sentences, step.isTrusted());
    }

    private static void arrival(WrittenEntry entry, List<String> sentences) {
        long occurred = entry.cause().event().occurredAt();
        long received = entry.cause().receivedAt();
        if (Math.abs(received - occurred) >= WORTH_TELLING_MILLIS) {
            sentences.add("By its sender's clock that was at " + Phrases.at(occurred)
                    + "; the ledger received it at " + Phrases.at(received) + ".");
        }
        if (entry.clock() != null && entry.clock() > entry.cause().time() && !entry.isRefused()) {
            sentences.add("By then the account's clock stood at " + Phrases.at(entry.clock())
                    + ", by what had come before: credit is that of this time.");
        }
    }
}
