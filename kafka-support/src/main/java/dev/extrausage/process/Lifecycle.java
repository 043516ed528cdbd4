package dev.extrausage.process;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a process: it starts, shows whether it is ready, and ends in order within ten seconds
 * of the first SIGTERM or Ctrl-C.
 *
 * <p>Everything happens on the thread that calls {@link #run}. The shutdown hook only tells it to
 * stop: a start that waits for Kafka or a registry is interrupted, a service that runs is closed.
 * The JVM lives until the hook returns, which is when the thread is done, or by force when what it
 * waits for keeps it past {@link #LONGEST_STOP}: what was not committed is then taken up again by
 * the next start, as after a crash.
 */
public final class Lifecycle {
    /** The exit status of a process that stopped by itself. */
    public static final int STOPPED_BY_ITSELF = 1;
    /** The exit status of a process that could not start. */
    public static final int NOT_STARTED = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(9);
    private static final long LOOK_EVERY_MILLIS = 500;
    /** As shells tell of a process that SIGTERM ended. */
    private static final int TERMINATED = 143;

    private final String name;
    private final ReadyFile readyFile;
    private final Thread main = Thread.currentThread();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean isStarting = true;

    /** The work of a started process; {@link #close} stops it in order. */
    public interface Service extends AutoCloseable {
        /** True while it does its work. */
        boolean isReady();

        /** True once it has stopped by itself; it has logged why. */
        boolean hasEnded();

        @Override void close();
    }

    private Lifecycle(String name, ReadyFile readyFile) {
        this.name = name;
        this.readyFile = readyFile;
    }

    /**
     * Runs a service until it ends or the process is told to; once a process.
     *
     * @param name the process in log lines, such as {@code the ledger}
     * @param start begins the service; throws {@link StartRefused} when it cannot, and may throw
     *     anything when it is interrupted
     * @return the exit status
     */
    public static int run(String name, ReadyFile readyFile, Supplier<Service> start) {
        Lifecycle life = new Lifecycle(name, readyFile);
        Runtime.getRuntime().addShutdownHook(new Thread(life::stop, "stop"));
        try {
            return life.live(start);
        } finally {
            life.ended.countDown();
        }
    }

    private int live(Supplier<Service> start) {
        Service service;
        try {
            // A file that a killed process left behind says nothing about this one.
            readyFile.show(false);
            service = start.get();
        } catch (StartRefused | UncheckedIOException e) {
            return notStarted(e);
        } catch (RuntimeException e) {
            if (isStopping()) {
                return notStarted(e);
            }
            throw e;
        }
        try (service) {
            return finishStart() ? watch(service) : 0;
        } finally {
            readyFile.show(false);
        }
    }

    private int notStarted(RuntimeException e) {
        if (isStopping()) {
            LOG.info("{} was told to stop before it had started", name);
            return 0;
        }
        LOG.error("{} does not start:{}{}", name, System.lineSeparator(), e.getMessage());
        return NOT_STARTED;
    }

    /** From here on a stop closes the service instead of interrupting; false when told to stop. */
    private synchronized boolean finishStart() {
        isStarting = false;
        // An interrupt meant for the start must not disturb the orderly end.
        Thread.interrupted();
        return !isStopping();
    }

    private int watch(Service service) {
        boolean wasReady = false;
        while (!awaitStop()) {
            if (service.hasEnded()) {
                return STOPPED_BY_ITSELF;
            }
            boolean isReady = service.isReady();
            if (isReady != wasReady) {
                LOG.info("{} is {}ready", name, isReady ? "" : "not ");
                readyFile.show(isReady);
                wasReady = isReady;
            }
        }
        readyFile.show(false);
        return 0;
    }

    private boolean awaitStop() {
        try {
            return stopping.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** The shutdown hook. */
    private void stop() {
        synchronized (this) {
            stopping.countDown();
            if (isStarting) {
                main.interrupt();
            }
        }
        try {
            if (ended.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.error("{} did not stop in order within {} s, and is ended: the next start goes on from"
                + " what is committed", name, LONGEST_STOP.toSeconds());
        Runtime.getRuntime().halt(TERMINATED);
    }
}
