package dev.extrausage.view;

import dev.extrausage.schemas.Partitioning;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.project.Changed;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.NotComplete;
import dev.extrausage.view.rows.ViewUnavailable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callers who wait for news of an account. They are told on a thread of their own, so that no
 * projector waits for one; an account that changes faster than that is told once.
 */
final class Watchers implements Changed, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);
    /** A watcher that could not look, since the database was away, looks again after it. */
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final Map<String, List<Runnable>> watches = new ConcurrentHashMap<>();
    private final Set<String> signalled = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private final Set<Waiter> blind = ConcurrentHashMap.newKeySet();
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final IntSupplier partitions;
    private final Thread thread = new Thread(this::run, "view-signals");
    private volatile boolean closed;

    /** Somebody who waits for an entry. */
    private final class Waiter implements Runnable {
        private final Supplier<Optional<EntryRow>> look;
        private final CompletableFuture<EntryRow> answer = new CompletableFuture<>();

        Waiter(Supplier<Optional<EntryRow>> look) {
            this.look = look;
        }

        @Override public void run() {
            try {
                look.get().ifPresent(answer::complete);
                blind.remove(this);
            } catch (ViewUnavailable | NotComplete e) {
                blind.add(this);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    Watchers(IntSupplier partitions) {
        this.partitions = partitions;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Calls {@code signal} whenever the account has changed. */
    AutoCloseable watch(String accountId, Runnable signal) {
        watches.compute(accountId, (id, all) -> {
            List<Runnable> more = all == null ? new CopyOnWriteArrayList<>() : all;
            more.add(signal);
            return more;
        });
        return () -> watches.computeIfPresent(accountId, (id, all) -> {
            all.remove(signal);
            return all.isEmpty() ? null : all;
        });
    }

    /** Looks now, and whenever the account has changed, until there is an answer. */
    CompletableFuture<EntryRow> await(String accountId, Supplier<Optional<EntryRow>> look) {
        Waiter waiter = new Waiter(look);
        AutoCloseable watch = watch(accountId, waiter);
        waiters.add(waiter);
        waiter.answer.whenComplete((answer, failure) -> {
            waiters.remove(waiter);
            blind.remove(waiter);
            closeQuietly(watch);
        });
        waiter.run();
        if (closed) {
            waiter.answer.completeExceptionally(isClosed());
        }
        return waiter.answer;
    }

    private static void closeQuietly(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static IllegalStateException isClosed() {
        return new IllegalStateException("the read model is closed");
    }

    @Override public void accounts(Set<String> accountIds) {
        if (watches.isEmpty()) {
            return;
        }
        for (String account : accountIds) {
            if (watches.containsKey(account) && signalled.add(account)) {
                queue.add(account);
            }
        }
    }

    @Override public void all(ViewPartition partition) {
        int count = partitions.getAsInt();
        Set<String> of = new HashSet<>(watches.keySet());
        of.removeIf(account -> Partitioning.partitionOf(account, count) != partition.number());
        accounts(of);
    }

    @Override public void complete(ViewPartition partition) {
        all(partition);
    }

    private void run() {
        long lookedAt = System.nanoTime();
        while (!closed) {
            try {
                String account = queue.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                if (account != null) {
                    signalled.remove(account);
                    watches.getOrDefault(account, List.of()).forEach(Watchers::call);
                }
                if (System.nanoTime() - lookedAt > LOOK_AGAIN_MILLIS * 1_000_000) {
                    Set.copyOf(blind).forEach(Waiter::run);
                    lookedAt = System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void call(Runnable signal) {
        try {
            signal.run();
        } catch (RuntimeException e) {
            LOG.warn("who watches an account failed", e);
        }
    }

    @Override public void close() {
        closed = true;
        thread.interrupt();
        Set.copyOf(waiters).forEach(w -> w.answer.completeExceptionally(isClosed()));
    }
}
