package dev.extrausage.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Makes Ctrl-C and SIGTERM an orderly stop with exit status 0, also while it still starts.
 * The process ends within ten seconds of the first signal: what has not stopped in order by then
 * (clients of a Kafka that does not answer) is treated by the next start as after a crash.
 * The Java VM itself would end with 130 or 143 and make every supervisor believe in a failure.
 */
final class StopSignal {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(9);

    private final Closing closing;
    /** Never counted down. */
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean given;
    private volatile boolean forgotten;

    private StopSignal(Closing closing) {
        this.closing = closing;
    }

    /** The end of what a command works with: more than once, and by two threads at a time. */
    interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Does {@code work}, and closes what it works with after it. Returns normally when the work has
     * ended by itself; a signal ends the process instead, whatever the stop makes the work throw.
     */
    static void during(Closing closing, Runnable work) {
        StopSignal signal = new StopSignal(closing);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        try (closing) {
            work.run();
        } catch (RuntimeException e) {
            if (!signal.given) {
                throw e;
            }
        } finally {
            if (signal.given) {
                signal.awaitStopped();
            }
            signal.forget();
        }
    }

    private void stop() {
        if (forgotten) {
            return; // the program ends by itself, with a status of its own
        }
        given = true;
        System.err.println("ledger: stopping ...");
        boolean inOrder = stopsInTime();
        System.err.println(inOrder ? "ledger: stopped."
                : "ledger: ended, though not all had stopped within " + LONGEST_STOP.toSeconds()
                        + " s. What was not committed is decided again after the next start.");
        Runtime.getRuntime().halt(ExitCode.DONE);
    }

    private boolean stopsInTime() {
        Thread stopping = new Thread(closing::close, "stop-in-order");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !stopping.isAlive();
    }

    /**
     * Waits for the stop that the signal has begun, and with which the process ends: returns never,
     * or whatever the stop made the command fail with would still be told.
     */
    private void awaitStopped() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended by itself: the end of the process is none of the signal's business. */
    private void forget() {
        forgotten = !given;
    }
}
