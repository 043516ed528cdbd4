package dev.extrausage.stack;

import dev.extrausage.core.Catalog;
import dev.extrausage.operations.Meters;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.stream.app.LedgerMeters;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.topology.LedgerCounts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger, started again when it has stopped by itself. A process that was held up for longer
 * than its transactions live, or whose Kafka was away for long, comes back so without anybody's
 * help; what was not committed is decided again. While Kafka does not answer it is waited for,
 * however long. Any other fault that comes back as often as it is tried is a bug or a broken
 * cluster: then it gives up, loudly.
 */
final class SteadyLedger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyLedger.class);

    /** The time that a stop, which may take ten seconds, leaves a schema registry to answer. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final LedgerSettings settings;
    private final Catalog catalog;
    private final Supplier<SchemaIds> ids;
    private final Patience patience;
    private final LedgerCounts counts = new LedgerCounts();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Deque<Long> failures = new ArrayDeque<>();
    private final Thread keeper = new Thread(this::keep, "ledger-keeper");
    private Thread starting;
    private volatile SchemaIds idsOfStart;
    private volatile Running running;
    private volatile String givenUp;
    private volatile Throwable lastFailure;

    /**
     * The limit on starting again.
     *
     * @param mostFailures after so many it gives up
     * @param within unless they lie further apart
     * @param firstPause before the first restart; doubles with each failure not yet forgotten
     */
    record Patience(int mostFailures, Duration within, Duration firstPause) {
        /** Half a minute of trying, for what cannot be waited out. */
        static final Patience USUAL =
                new Patience(5, Duration.ofMinutes(10), Duration.ofSeconds(1));
    }

    /** One life of the ledger, with the schema ids that are closed with it. */
    private record Running(LedgerStreams ledger, SchemaIds ids) {
        void close() {
            // A stream thread may be waiting for a schema registry that does not answer.
            CompletableFuture.delayedExecutor(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(ids::close);
            ledger.close();
            ids.close();
        }
    }

    /** A ledger that does nothing yet. */
    SteadyLedger(LedgerSettings settings, Catalog catalog, Supplier<SchemaIds> ids,
            Patience patience) {
        this.settings = settings;
        this.catalog = catalog;
        this.ids = ids;
        this.patience = patience;
    }

    /** Starts it; a first start that fails is not tried again, since its reason is the user's. */
    void start() {
        running = begin();
        keeper.start();
    }

    private Running begin() {
        SchemaIds own = ids.get();
        idsOfStart = own;
        try {
            enterStart();
            return new Running(LedgerStreams.start(settings, catalog, own, counts), own);
        } catch (RuntimeException e) {
            own.close();
            throw e;
        } finally {
            leaveStart();
        }
    }

    private synchronized void enterStart() {
        if (closing.getCount() == 0) {
            throw new CannotStart("stopped while it was starting");
        }
        starting = Thread.currentThread();
    }

    private synchronized void leaveStart() {
        starting = null;
        if (closing.getCount() == 0) {
            Thread.interrupted(); // what is to be stopped now must not be disturbed
        }
    }

    /**
     * Ends a start that is under way, whether it waits for Kafka or for a schema registry, and
     * begins no other. Returns at once; {@link #close} is still to be called.
     */
    synchronized void abandonStart() {
        closing.countDown();
        if (starting != null) {
            starting.interrupt();
        }
    }

    /**
     * True if it decides inputs; {@code forAll}: those of every partition, as the only one does.
     */
    boolean isReady(boolean forAll) {
        Running now = running;
        return now != null && (forAll ? now.ledger().isReadyForAll() : now.ledger().isReady());
    }

    /** Returns what keeps it from deciding, in clauses; none while {@link #isReady}. */
    List<String> problems(boolean forAll) {
        Running now = running;
        if (now == null) {
            return List.of("it is starting, or starts again: " + whyNotYet());
        }
        return forAll ? now.ledger().problemsOfAll() : now.ledger().problems();
    }

    private String whyNotYet() {
        SchemaIds asked = idsOfStart;
        return Optional.ofNullable(asked).flatMap(SchemaIds::waitsFor)
                .map(what -> "it waits for " + what)
                .orElse(lastFailure == null ? "it waits for Kafka" : rootOf(lastFailure));
    }

    /** Adds its figures to a process's. */
    void bind(Meters meters) {
        LedgerMeters.bind(meters, counts, () -> {
            Running now = running;
            return now == null ? null : now.ledger();
        });
    }

    /** The reason why it has given up; empty while it has not. */
    Optional<String> givenUp() {
        return Optional.ofNullable(givenUp);
    }

    /** Waits until it is closed, or has given up. */
    void awaitEnd() throws InterruptedException {
        keeper.join();
    }

    private void keep() {
        try {
            while (closing.getCount() > 0) {
                Running now = running;
                if (now != null && !now.ledger().awaitEnd(Duration.ofMillis(200))) {
                    continue;
                }
                if (closing.getCount() > 0) {
                    tryAgain(now);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the keeper of the ledger ends", e);
        }
    }

    /** Nothing that a start or a stop may throw ends the keeper: nobody else would start again. */
    private void tryAgain(Running ended) throws InterruptedException {
        try {
            again(ended);
        } catch (CannotStart | SchemaIds.SchemaRefused e) {
            lastFailure = e;
            LOG.warn("the ledger does not start: {}", e.getMessage());
        } catch (RuntimeException e) {
            lastFailure = e;
            LOG.warn("the ledger does not start", e);
        }
    }

    private void again(Running ended) throws InterruptedException {
        if (ended != null) {
            running = null;
            lastFailure = ended.ledger().failure()
                    .orElseGet(() -> new IllegalStateException("it ended by itself"));
            ended.close();
        }
        String why = rootOf(lastFailure);
        if (!isKafkaAway(lastFailure) && countFailure() >= patience.mostFailures()) {
            givenUp = "the ledger has stopped " + failures.size() + " times within "
                    + patience.within().toMinutes() + " minutes and is not started again: " + why;
            closing.countDown();
            return;
        }
        Duration pause = patience.firstPause()
                .multipliedBy(1L << Math.max(0, failures.size() - 1));
        LOG.warn("the ledger has stopped ({}) and starts again in {} ms", why, pause.toMillis());
        if (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            running = begin();
        }
    }

    /** It comes back, or not, whatever is done here: to give up would only need somebody's help. */
    private static boolean isKafkaAway(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException
                    || cause instanceof java.util.concurrent.TimeoutException) {
                return true;
            }
        }
        return false;
    }

    private int countFailure() {
        long now = System.nanoTime();
        failures.removeIf(at -> now - at > patience.within().toNanos());
        failures.add(now);
        return failures.size();
    }

    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    @Override
    public void close() {
        abandonStart();
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running != null) {
            running.close();
        }
    }
}
