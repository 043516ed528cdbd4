package dev.extrausage.api.writes;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.EventId;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.EntryRow;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings events to the ledger and waits for their entries (API.md section 1). An event that has an
 * entry is answered by it and not sent again; so retries are safe, and nothing is stored for them.
 */
final class EventSubmission {
    private final ReadModel model;
    private final EventWriter writer;
    private final AccountWatch watch;
    private final Semaphore waiting;

    EventSubmission(ReadModel model, EventWriter writer, AccountWatch watch, int mostWaiting) {
        this.model = model;
        this.writer = writer;
        this.watch = watch;
        waiting = new Semaphore(mostWaiting);
    }

    /** The entry that answers that id already. */
    Optional<EntryRow> answered(String accountId, EventId id) {
        return model.entryAnswering(accountId, new UUID(id.high(), id.low()));
    }

    /**
     * Refuses a change from another state of the account than the caller knows.
     *
     * @throws Problem precondition_failed; not_ready: how far the account is cannot be told
     */
    void check(IfMatch condition, String accountId) {
        if (condition.isFree()) {
            return;
        }
        if (model.knowledge(accountId).stale()) {
            throw Failures.notReady("How far the account is cannot be told at the moment, so "
                    + "If-Match cannot be checked.", null);
        }
        condition.check(model.account(accountId).map(AccountRow::sequence).orElse(0L));
    }

    /**
     * Sends the event, and waits for its entry.
     *
     * @param answer makes the answer of the entry, and may throw
     */
    CompletableFuture<Reply> send(
            AccountEvent event, Duration wait, Function<EntryRow, Reply> answer) {
        return waiting(() -> decided(event, wait).thenApplyAsync(row -> row == null
                ? WriteAnswers.accepted(event.accountId(), event.eventId())
                : answer.apply(row), watch.lookers()));
    }

    /**
     * Sends the event; completes with its entry, or with null when it is not decided within
     * {@code wait} after Kafka has it.
     */
    CompletableFuture<EntryRow> decided(AccountEvent event, Duration wait) {
        return writer.send(event).thenComposeAsync(appendedAt -> watch
                .decided(event.accountId(), event.eventId(), appendedAt)
                .completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS),
                watch.lookers());
    }

    /**
     * Counts what waits, so that it stays bounded.
     *
     * @throws Problem not_ready: too many wait already, or Kafka is away
     */
    CompletableFuture<Reply> waiting(Supplier<CompletableFuture<Reply>> work) {
        writer.requireReady();
        if (!waiting.tryAcquire()) {
            throw Problem.of(ProblemCode.NOT_READY, "Too many writes are waiting for the ledger.")
                    .header("Retry-After", "1");
        }
        try {
            return work.get().whenComplete((reply, failure) -> waiting.release());
        } catch (RuntimeException e) {
            waiting.release();
            throw e;
        }
    }
}
