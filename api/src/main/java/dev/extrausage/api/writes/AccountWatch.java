package dev.extrausage.api.writes;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Outcome;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.EntryRow;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for what the read model does not hold yet, without a thread for each that waits: it looks
 * again when the account has changed. The futures are given up by completing them.
 */
final class AccountWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);
    private static final int LOOKERS = 4;

    private final ReadModel model;
    private final AtomicInteger made = new AtomicInteger();
    // What waits in its queue is bounded: one look at a time for each write that waits.
    private final ExecutorService lookers = Executors.newFixedThreadPool(LOOKERS, task -> {
        Thread thread = new Thread(task, "writes-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    AccountWatch(ReadModel model) {
        this.model = model;
    }

    /** The threads on which answers are made: those of Kafka's clients must not read databases. */
    ExecutorService lookers() {
        return lookers;
    }

    /** Looks now and whenever the account has changed, until something is found. */
    <T> CompletableFuture<T> until(String accountId, Supplier<Optional<T>> look) {
        CompletableFuture<T> found = new CompletableFuture<>();
        AtomicBoolean queued = new AtomicBoolean();
        Runnable signal = () -> {
            if (!found.isDone() && queued.compareAndSet(false, true)) {
                lookLater(() -> {
                    queued.set(false); // before the look: what changes during it counts anew
                    look(look, found);
                });
            }
        };
        AutoCloseable watching = model.onChange(accountId, signal);
        found.whenComplete((value, failure) -> end(watching));
        signal.run();
        return found;
    }

    private void lookLater(Runnable task) {
        try {
            lookers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: nobody waits any more");
        }
    }

    private static <T> void look(Supplier<Optional<T>> look, CompletableFuture<T> found) {
        try {
            look.get().ifPresent(found::complete);
        } catch (RuntimeException e) {
            // The entry may be there the next time; who waits has a bound of its own.
            LOG.debug("the read model cannot be asked: {}", e.getMessage());
        }
    }

    private static void end(AutoCloseable watching) {
        try {
            watching.close();
        } catch (Exception e) {
            LOG.warn("a watch on an account does not end: {}", e.getMessage());
        }
    }

    /**
     * The entry that answers an input appended at that time: one that is not refused, or the
     * refusal of this very append or a later one. A refusal of an earlier append of the same input
     * says nothing of this one, which is decided anew (M4).
     */
    CompletableFuture<EntryRow> decided(String accountId, EventId id, long appendedAt) {
        UUID uuid = new UUID(id.high(), id.low());
        CompletableFuture<EntryRow> any = model.whenDecided(accountId, uuid);
        CompletableFuture<EntryRow> answer = new CompletableFuture<>();
        answer.whenComplete((row, failure) -> any.cancel(false));
        any.whenCompleteAsync((row, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else if (isAnswer(row, appendedAt)) {
                answer.complete(row);
            } else {
                CompletableFuture<EntryRow> later = until(accountId, () -> model
                        .entryAnswering(accountId, uuid).filter(r -> isAnswer(r, appendedAt)));
                answer.whenComplete((r, f) -> later.cancel(false));
                later.thenAccept(answer::complete);
            }
        }, lookers);
        return answer;
    }

    static boolean isAnswer(EntryRow row, long appendedAt) {
        return row.outcome() != Outcome.REFUSED
                || row.receivedAt().toEpochMilli() >= appendedAt;
    }

    @Override
    public void close() {
        lookers.shutdownNow();
    }
}
