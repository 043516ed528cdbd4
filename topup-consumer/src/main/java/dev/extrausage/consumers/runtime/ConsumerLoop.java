package dev.extrausage.consumers.runtime;

import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.schemas.SchemaIds;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer, which runs on its own thread until it is closed.
 *
 * <p>Whatever goes wrong with Kafka (a broker away, a rebalance in the middle of a transaction, a
 * producer fenced) has one remedy: drop the session with all it remembers and begin a new one from
 * committed state. That is the way a crash takes, so it is the way that is always tested.
 */
public abstract class ConsumerLoop implements AutoCloseable {
    /** The Kafka clients of a consumer, and its memory: all that a failure drops. */
    public interface Session extends AutoCloseable {
        /** One poll, process, commit cycle; blocks briefly when idle. */
        void step();

        /** The records that wait for it, by topic and partition; may be asked by any thread. */
        Map<List<String>, Double> lag();

        @Override void close();
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    /** Both together leave time of the ten seconds in which a process must end. */
    private static final long ORDERLY_STOP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long INTERRUPTED_STOP_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final String group;
    private final Function<SkippedRecords, Session> open;
    private final SkippedRecords skipped = new SkippedRecords();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean isStepping;
    /** The session at work; null between two of them. */
    private volatile Session current;
    private volatile String lastFailure;
    private volatile boolean isStarted;
    private final AtomicLong failures = new AtomicLong();
    /** The end of the step at hand, by the machine's monotonic clock: no rule's time. */
    private long patienceEnds;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /**
     * A consumer that is not started yet.
     *
     * @param group its consumer group, which also names its thread
     * @param open opens a session, each time anew
     */
    protected ConsumerLoop(String group, Function<SkippedRecords, Session> open) {
        this.group = group;
        this.open = open;
        this.thread = new Thread(this::run, group);
    }

    /** Starts it, once; a broker that is away is waited for. */
    public final void start() {
        isStarted = true;
        thread.start();
    }

    /** False before the start, after the end, and when a bug has ended it. */
    public final boolean isRunning() {
        return thread.isAlive();
    }

    /** True when the last step went well: it has reached Kafka, and nothing has failed since. */
    public final boolean isReady() {
        return isStepping && isRunning();
    }

    /** Returns what keeps it from its work, in a clause; null while {@link #isReady}. */
    public final String problem() {
        if (isReady()) {
            return null;
        }
        String failed = lastFailure;
        return isStarted && !isRunning() ? "it has ended by a bug, see the log"
                : failed == null ? "it has not reached Kafka yet"
                : "its last step failed and is tried again: " + failed;
    }

    /** Its consumer group. */
    public final String group() {
        return group;
    }

    /** The number of sessions that have failed, since it was made. */
    public final long failures() {
        return failures.get();
    }

    /** The number of records it could do nothing with, since it was made. */
    public final long skipped() {
        return skipped.count();
    }

    /** The records that wait for it, by topic and partition; none while it has no session. */
    public final Map<List<String>, Double> lag() {
        Session session = current;
        return session == null ? Map.of() : session.lag();
    }

    /** Ends it after the step at hand; does not wait for that. */
    public final synchronized void stop() {
        if (!isStopping()) {
            stopping.countDown();
            patienceEnds = System.nanoTime() + ORDERLY_STOP_NANOS;
        }
    }

    /**
     * Ends it after the step at hand; one that hangs, for want of a broker, is interrupted. Safe to
     * call at any time, also twice.
     */
    @Override
    public final void close() {
        closeAll(List.of(this));
    }

    /** Closes these together, so that several take no longer than one. */
    public static void closeAll(List<ConsumerLoop> loops) {
        loops.forEach(ConsumerLoop::stop);
        try {
            for (ConsumerLoop loop : loops) {
                loop.join(loop.patienceEnds);
            }
            loops.forEach(loop -> loop.thread.interrupt());
            long end = System.nanoTime() + INTERRUPTED_STOP_NANOS;
            for (ConsumerLoop loop : loops) {
                loop.join(end);
            }
        } catch (InterruptedException e) {
            loops.forEach(loop -> loop.thread.interrupt());
            Thread.currentThread().interrupt();
        }
    }

    private void join(long untilNanoTime) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.toMillis(untilNanoTime - System.nanoTime());
        thread.join(Math.max(1, left));
    }

    private void run() {
        while (!isStopping()) {
            try (Session session = open.apply(skipped)) {
                current = session;
                while (!isStopping()) {
                    step(session);
                    isStepping = true;
                    pauseMillis = FIRST_PAUSE_MILLIS;
                }
            } catch (RuntimeException e) {
                isStepping = false;
                if (!isStopping()) {
                    failures.incrementAndGet();
                    lastFailure = e.getCause() == null ? e.toString() : e + ": " + e.getCause();
                    logFailure(e);
                    pause();
                }
            } finally {
                current = null;
            }
        }
    }

    /**
     * Takes a step. An interrupt that ends a wait for the schema registry has done its work then:
     * it must not meet the clients' closing, for which Kafka is at hand.
     */
    private static void step(Session session) {
        try {
            session.step();
        } catch (SchemaIds.WaitEnded e) {
            Thread.interrupted();
            throw e;
        }
    }

    /** A Kafka that is away tells its story in its message; anything else may be a bug. */
    private void logFailure(RuntimeException e) {
        if (e instanceof KafkaException || e instanceof ClusterProblem) {
            LOG.warn("{}: session failed, restarting in {} ms from committed state: {}", group,
                    pauseMillis, e.getCause() == null ? e : e + ": " + e.getCause());
        } else {
            LOG.warn("{}: session failed, restarting in {} ms from committed state", group,
                    pauseMillis, e);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            if (!stopping.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
            }
        } catch (InterruptedException e) {
            stopping.countDown();
        }
    }
}
