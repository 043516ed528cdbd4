package dev.extrausage.backup;

import dev.extrausage.kafka.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the work on many partitions, some at a time. */
final class InParallel {
    private InParallel() {}

    /**
     * Runs all and returns when all are done; after a failure the others are interrupted.
     *
     * @param threads how many at a time
     */
    static <T> List<T> run(int threads, List<Callable<T>> all) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "backup");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<T> results = new ArrayList<>();
            List<Future<T>> running = new ArrayList<>();
            all.forEach(one -> running.add(pool.submit(one)));
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            throw new BackupProblem(String.valueOf(e.getCause().getMessage()), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
