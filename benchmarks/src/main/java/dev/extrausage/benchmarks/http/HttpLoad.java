package dev.extrausage.benchmarks.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Repeats one kind of request over several kept connections, at a rate of its own whatever the
 * server's (an open loop), or as fast as it is answered.
 */
public final class HttpLoad {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int DIGITS = 3;
    /** A server that is so far behind at the end is waited for no longer. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HttpLoadPlan plan;
    private final HttpExchange exchange;
    private final AtomicLong numbers = new AtomicLong();

    /** The tally of one connection; {@code inTime} of its answers came before the end. */
    private record Seen(
            long answered, long failed, long unanswered, long inTime, Histogram nanos) { }

    private HttpLoad(HttpLoadPlan plan, HttpExchange exchange) {
        this.plan = plan;
        this.exchange = exchange;
    }

    /**
     * Runs a load to its end.
     *
     * @throws IOException a connection failed
     */
    public static HttpLoadResult run(HttpLoadPlan plan, HttpExchange exchange)
            throws IOException, InterruptedException {
        return new HttpLoad(plan, exchange).run();
    }

    private HttpLoadResult run() throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(plan.connections());
        try {
            long start = System.nanoTime();
            List<Callable<Seen>> connections = new ArrayList<>();
            for (int i = 0; i < plan.connections(); i++) {
                int number = i;
                connections.add(() -> connection(start, number));
            }
            Histogram nanos = new Histogram(DIGITS);
            long answered = 0;
            long failed = 0;
            long unanswered = 0;
            long inTime = 0;
            for (Future<Seen> seen : threads.invokeAll(connections)) {
                answered += seen.get().answered();
                failed += seen.get().failed();
                unanswered += seen.get().unanswered();
                inTime += seen.get().inTime();
                nanos.add(seen.get().nanos());
            }
            return new HttpLoadResult(answered, failed, unanswered, numbers.get(),
                    inTime * 1e9 / plan.measured().toNanos(), nanos);
        } catch (ExecutionException e) {
            throw new IOException("a connection failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Seen connection(long start, int number) throws IOException {
        long from = start + plan.warmUp().toNanos();
        long end = from + plan.measured().toNanos();
        double between = plan.perSecond() == 0 ? 0
                : (double) NANOS_PER_SECOND * plan.connections() / plan.perSecond();
        double first = start + between * number / plan.connections();
        Histogram nanos = new Histogram(DIGITS);
        long answered = 0;
        long failed = 0;
        long unanswered = 0;
        long inTime = 0;
        try (KeptConnection connection = new KeptConnection(plan, exchange)) {
            for (long sent = 0;; sent++) {
                long due = between == 0 ? System.nanoTime() : (long) (first + sent * between);
                if (due >= end) {
                    return new Seen(answered, failed, unanswered, inTime, nanos);
                }
                awaitTime(due);
                boolean isSent = System.nanoTime() < end + PATIENCE_NANOS;
                boolean isGood =
                        isSent && connection.send(numbers.getAndIncrement()) / 100 == 2;
                long now = System.nanoTime();
                if (due >= from) {
                    answered += isGood ? 1 : 0;
                    failed += isSent && !isGood ? 1 : 0;
                    unanswered += isSent ? 0 : 1;
                    inTime += isGood && now < end ? 1 : 0;
                    nanos.recordValue(now - due);
                }
            }
        }
    }

    private static void awaitTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
