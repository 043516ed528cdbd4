package dev.extrausage.api.writes;

import dev.extrausage.api.accounts.PlacedRow;
import dev.extrausage.api.http.EntityTag;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.EventId;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Outcome;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.journal.read.PlacedEntry;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.Knowledge;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Writes of one event, and what became of it (API.md section 3). */
final class EventEndpoints {
    /** The path's parameter that names an event. */
    static final String ID = "event_id";
    /** Offsets of the journal, from the event's own time on; most are decided at once. */
    private static final long MOST_READ = 200_000;

    private final ReadModel model;
    private final EventSubmission submission;
    private final WriteAnswers answers;
    private final AccountEntries journal;
    private final Errands reading;
    private final Clock clock;

    EventEndpoints(ReadModel model, EventSubmission submission, WriteAnswers answers,
            AccountEntries journal, Errands reading, Clock clock) {
        this.journal = journal;
        this.reading = reading;
        this.model = model;
        this.submission = submission;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * The answer to a write: made of its entry if there is one, so that a retry has the answer of
     * the first try; otherwise the event is sent and its entry awaited.
     */
    CompletableFuture<Reply> submit(Call call, AccountEvent event) {
        Duration wait = WaitPreference.of(call.head());
        IfMatch condition = IfMatch.of(call.head());
        Optional<EntryRow> earlier = submission.answered(event.accountId(), event.eventId());
        if (earlier.isPresent()) {
            return CompletableFuture.completedFuture(answers.decided(event, earlier.get()));
        }
        submission.check(condition, event.accountId());
        return submission.send(event, wait, row -> answers.decided(event, row));
    }

    /** {@code PUT A/plan}: the ledger would open an account that is not there (P1). */
    CompletableFuture<Reply> plan(Call call) {
        AccountEvent event = ChangeBodies.plan(call, clock.millis());
        // One that has refused entries only was never opened either.
        if (model.account(call.accountId()).filter(row -> row.balance().getPlan() != null)
                .isEmpty()) {
            throw Problem.notFound("such account");
        }
        return submit(call, event);
    }

    /** {@code GET A/events/{event_id}}; where the read model has forgotten it, of the journal. */
    CompletableFuture<Reply> one(Call call) {
        EventId id = EventDraft.within(() -> EventId.parse(ID, call.parameters().get(ID)));
        Knowledge known = model.knowledge(call.accountId());
        Optional<EntryRow> kept = submission.answered(call.accountId(), id);
        if (kept.isPresent() || !isForgotten(call.accountId(), id)) {
            return CompletableFuture.completedFuture(one(call, known, kept));
        }
        return reading.run(() -> one(call, known, ofJournal(call.accountId(), id)));
    }

    /** As the read model answers: the first that was not refused, or else the latest. */
    private Optional<EntryRow> ofJournal(String account, EventId id) {
        PlacedEntry[] refused = new PlacedEntry[1];
        return journal.first(account, id.time() - InputAge.AHEAD_MILLIS, MOST_READ, placed -> {
            boolean answers = placed.entry().cause().event().eventId().equals(id);
            if (answers && placed.entry().outcome() == Outcome.REFUSED) {
                refused[0] = placed;
                return false;
            }
            return answers;
        }).or(() -> Optional.ofNullable(refused[0])).map(PlacedRow::of);
    }

    /** True where the entry may be one of those that are no longer kept one by one. */
    private boolean isForgotten(String account, EventId id) {
        Optional<EntryRow> first = model.keptFrom(account);
        return model.account(account).isPresent() && (first.isEmpty()
                || first.get().sequence() > 1
                && id.time() - InputAge.AHEAD_MILLIS <= first.get().receivedAt().toEpochMilli());
    }

    private Reply one(Call call, Knowledge known, Optional<EntryRow> found) {
        EntryRow row = found
                .orElseThrow(() -> Problem.notFound("entry that answers this event"));
        String tag = EntityTag.of(row.sequence());
        if (!known.stale() && EntityTag.isKnown(call.head(), tag)) {
            return EntityTag.notModified(tag);
        }
        Reply reply = Reply.ok(answers.aged(row, known)).with("ETag", tag);
        return known.stale() ? EntityTag.unkept(reply) : reply;
    }
}
