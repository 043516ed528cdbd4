package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Outcome;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.journal.read.EntryPlace;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.Slice;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** {@code POST A/entries/{sequence}/reverse}: gives the whole of a request's usage back (P9). */
final class ReversalEndpoint {
    private static final EntryFilter APPLIED_REVERSALS = new EntryFilter(
            null, null, "UsageReversed", Outcome.APPLIED, null, null, null, null, null);
    private static final int PAGE = 200;

    private final ReadModel model;
    private final AccountEntries entries;
    private final EventSubmission submission;
    private final WriteAnswers answers;
    private final Errands errands;
    private final Clock clock;
    private final ReversalClaims claims;

    ReversalEndpoint(ReadModel model, AccountEntries entries, EventSubmission submission,
            WriteAnswers answers, Errands errands, Clock clock) {
        this.model = model;
        this.entries = entries;
        this.submission = submission;
        this.answers = answers;
        this.errands = errands;
        this.clock = clock;
        claims = new ReversalClaims(submission, clock);
    }

    /** Answers the call. */
    CompletableFuture<Reply> reverse(Call call) {
        BodyFields fields = EventDraft.fields(call);
        EventDraft.note(call, fields);
        EventId key = IdempotencyKey.event(call.head());
        long sequence = call.sequence();
        Duration wait = WaitPreference.of(call.head());
        return errands.run(() -> events(call, fields, entry(call.accountId(), sequence)))
                .thenCompose(events -> submit(key, events, wait));
    }

    private WrittenEntry entry(String account, long sequence) {
        if (model.account(account).map(AccountRow::sequence).orElse(0L) < sequence) {
            throw Problem.notFound("such entry");
        }
        Optional<EntryRow> row = model.entry(account, sequence);
        if (row.isPresent()) {
            return entries.at(account, new EntryPlace(
                    sequence, row.get().partition(), row.get().offset())).entry();
        }
        WrittenEntry[] found = new WrittenEntry[1];
        entries.read(account, null, sequence, placed -> {
            if (placed.entry().sequence() == sequence) {
                found[0] = placed.entry();
            }
        });
        return Optional.ofNullable(found[0])
                .orElseThrow(() -> Problem.notFound("such entry"));
    }

    private List<AccountEvent> events(Call call, BodyFields fields, WrittenEntry entry) {
        EventId key = IdempotencyKey.event(call.head());
        List<Change.UsageReversed> whole = EventDraft.within(() -> ReversalParts.of(entry));
        List<AccountEvent> earlier = reversals(
                call.accountId(), whole.get(0).usageEventId(), entry.sequence());
        List<Change.UsageReversed> open =
                ReversalParts.notYetGivenBack(key, whole, earlier);
        if (open.isEmpty()) {
            throw Problem.of(ProblemCode.BAD_REQUEST, "The usage of entry " + entry.sequence()
                    + " was given back before, by " + earlier.get(0).actor() + ".")
                    .with("field", "sequence").with("value", Long.toString(entry.sequence()))
                    .with("bound", "the number of an entry that was not given back yet");
        }
        List<EventId> ids = ReversalParts.ids(key, open);
        long now = clock.millis();
        return IntStream.range(0, ids.size()).mapToObj(i -> EventDraft.within(
                () -> new AccountEvent(ids.get(i), call.accountId(), now, call.who().name(),
                        EventDraft.note(call, fields), open.get(i)))).toList();
    }

    /** Applied reversals of that usage, also of one that is past the read model's retention. */
    private List<AccountEvent> reversals(String account, EventId usage, long sequence) {
        List<AccountEvent> found = new ArrayList<>();
        if (model.entry(account, sequence).isEmpty()) {
            long last = model.account(account).map(AccountRow::sequence).orElse(0L);
            entries.read(account, null, last, placed -> {
                if (placed.entry().outcome() == Outcome.APPLIED
                        && placed.entry().cause().event() instanceof AccountEvent event
                        && event.change() instanceof Change.UsageReversed done
                        && done.usageEventId().equals(usage)) {
                    found.add(event);
                }
            });
            return found;
        }
        Long before = null;
        Slice<EntryRow> page;
        do {
            page = model.entries(account, APPLIED_REVERSALS, before, PAGE);
            page.rows().stream().filter(row -> row.change() instanceof Change.UsageReversed done
                    && done.usageEventId().equals(usage))
                    .forEach(row -> found.add((AccountEvent) row.cause()));
            before = page.next() == null ? null : (Long) Long.parseLong(page.next());
        } while (before != null);
        return found;
    }

    private CompletableFuture<Reply> submit(
            EventId key, List<AccountEvent> events, Duration wait) {
        List<Optional<EntryRow>> earlier = events.stream()
                .map(e -> submission.answered(e.accountId(), e.eventId())).toList();
        IntStream.range(0, events.size()).forEach(i -> earlier.get(i)
                .ifPresent(row -> WriteAnswers.checkSame(events.get(i), row)));
        if (earlier.stream().allMatch(Optional::isPresent)) {
            return CompletableFuture.completedFuture(
                    answer(events, earlier.stream().map(Optional::get).toList()));
        }
        List<AccountEvent> open = IntStream.range(0, events.size())
                .filter(i -> earlier.get(i).isEmpty()).mapToObj(events::get).toList();
        return submission.waiting(() -> claims.claim(key, open, wait)
                .thenCompose(claimed -> decided(events, earlier, wait)));
    }

    private CompletableFuture<Reply> decided(
            List<AccountEvent> events, List<Optional<EntryRow>> earlier, Duration wait) {
        List<CompletableFuture<EntryRow>> rows = IntStream.range(0, events.size())
                .mapToObj(i -> earlier.get(i).map(CompletableFuture::completedFuture)
                        .orElseGet(() -> submission.decided(events.get(i), wait))).toList();
        return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new)).thenApply(
                all -> answer(events, rows.stream().map(CompletableFuture::join).toList()));
    }

    /** The answer to the first, with all of them beside it. */
    private Reply answer(List<AccountEvent> events, List<EntryRow> rows) {
        AccountEvent first = events.get(0);
        if (rows.contains(null)) {
            return WriteAnswers.accepted(first.accountId(), first.eventId());
        }
        IntStream.range(0, events.size())
                .forEach(i -> WriteAnswers.checkSame(events.get(i), rows.get(i)));
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        rows.forEach(row -> all.add(answers.body(row)));
        rows.stream().filter(row -> row.outcome() == Outcome.REFUSED).findFirst()
                .ifPresent(row -> {
                    throw answers.refused(row).with("parts", all);
                });
        ObjectNode body = answers.body(rows.get(0));
        body.set("parts", all);
        return Reply.ok(body);
    }
}
