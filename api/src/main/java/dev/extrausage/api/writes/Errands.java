package dev.extrausage.api.writes;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Threads for the few requests that must read Kafka themselves; of each kind a bounded number. */
final class Errands implements AutoCloseable {
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final AtomicInteger made = new AtomicInteger();

    /**
     * No thread yet.
     *
     * @param name of its threads
     * @param most threads
     * @param waiting errands that may wait for one
     */
    Errands(String name, int most, int waiting) {
        threads = new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name + "-" + made.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs it on a thread of its own.
     *
     * @throws dev.extrausage.api.http.Problem not_ready: too many are waiting
     */
    <T> CompletableFuture<T> run(Supplier<T> errand) {
        try {
            return CompletableFuture.supplyAsync(errand, threads);
        } catch (RejectedExecutionException e) {
            throw Failures.notReady("Too many requests of this kind are under way.", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
