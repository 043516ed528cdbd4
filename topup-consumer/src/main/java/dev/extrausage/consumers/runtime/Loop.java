package dev.extrausage.consumers.runtime;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one consumer on its own thread until it is closed.
 *
 * <p>Whatever goes wrong with Kafka (a broker away, a rebalance in the middle of a transaction, a
 * producer fenced) has one remedy: drop the session with all it remembers and begin a new one from
 * what Kafka holds. That is the way a crash takes, so it is the way that is always tested.
 */
public final class Loop implements AutoCloseable {
    /** What a consumer holds open, and all it remembers. */
    public interface Session extends AutoCloseable {
        /** Does what is to be done now, and waits a little if that is nothing. */
        void turn();

        @Override void close();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    /** Both together leave time of the ten seconds in which a process must end. */
    private static final long ORDERLY_STOP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long INTERRUPTED_STOP_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final String name;
    private final Supplier<Session> open;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean atWork;
    /** When the step at hand is interrupted, by the machine's monotonic clock: no rule's time. */
    private long patienceEnds;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    public Loop(String name, Supplier<Session> open) {
        this.name = name;
        this.open = open;
        this.thread = new Thread(this::run, name);
    }

    public void start() {
        thread.start();
    }

    /** False before the start, after the end, and when a bug has ended it. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** Whether it is in a session of which a turn has ended well, and none has failed since. */
    public boolean isAtWork() {
        return atWork && isRunning();
    }

    /** Ends after the present turn; does not wait for that. */
    public synchronized void stop() {
        if (!isStopping()) {
            stopping.countDown();
            patienceEnds = System.nanoTime() + ORDERLY_STOP_NANOS;
        }
    }

    /** Ends after the step at hand; one that hangs, for want of a broker, is interrupted. */
    @Override
    public void close() {
        closeAll(List.of(this));
    }

    /** Closes these together, so that several take no longer than one. */
    public static void closeAll(List<Loop> loops) {
        loops.forEach(Loop::stop);
        try {
            for (Loop loop : loops) {
                loop.join(loop.patienceEnds);
            }
            loops.forEach(loop -> loop.thread.interrupt());
            long end = System.nanoTime() + INTERRUPTED_STOP_NANOS;
            for (Loop loop : loops) {
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
            try (Session session = open.get()) {
                while (!isStopping()) {
                    session.turn();
                    atWork = true;
                    pauseMillis = FIRST_PAUSE_MILLIS;
                }
            } catch (RuntimeException e) {
                atWork = false;
                if (!isStopping()) {
                    LOG.warn("{}: begins again in {} ms, from what Kafka holds", name,
                            pauseMillis, e);
                    pause();
                }
            }
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
