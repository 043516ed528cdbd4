package dev.extrausage.benchmarks.contender;

import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.app.StreamsSettings;
import dev.extrausage.stream.startup.LedgerSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/** A contender at work, whichever it is. */
final class Running implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final BooleanSupplier isReady;
    private final Supplier<Optional<Throwable>> failure;
    private final Supplier<Map<MetricName, ? extends Metric>> metrics;
    private final Runnable stop;

    private Running(BooleanSupplier isReady, Supplier<Optional<Throwable>> failure,
            Supplier<Map<MetricName, ? extends Metric>> metrics, Runnable stop) {
        this.isReady = isReady;
        this.failure = failure;
        this.metrics = metrics;
        this.stop = stop;
    }

    /** Starts it, and returns when it handles events. */
    static Running start(Job job) {
        Running running = switch (job.contender()) {
            case LEDGER -> ledger(LedgerStreams.start(job.settings(),
                    CatalogFile.defaultCatalog(), ReleasedSchemas.load()));
            case CEILING, EQUAL_WORK -> streams(
                    Passthrough.topology(job.writings()), job.settings());
            case DSL, DSL_UNCACHED -> streams(Totals.topology(job.writings().get(0).topic(),
                    job.contender() == Contender.DSL), job.settings());
        };
        running.awaitReady();
        return running;
    }

    private static Running ledger(LedgerStreams ledger) {
        return new Running(ledger::isReadyForAll, ledger::failure, ledger::metrics, ledger::close);
    }

    /** Under the ledger's settings, but for its stores'; and it stops the way the ledger does. */
    private static Running streams(Topology topology, LedgerSettings settings) {
        Properties properties = StreamsSettings.withoutStores(settings);
        KafkaStreams streams = new KafkaStreams(topology, properties);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        streams.setUncaughtExceptionHandler(e -> {
            failure.set(e);
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse
                    .SHUTDOWN_CLIENT;
        });
        streams.start();
        return new Running(() -> streams.state() == KafkaStreams.State.RUNNING,
                () -> Optional.ofNullable(failure.get()), streams::metrics,
                () -> streams.close(CloseOptions.timeout(Duration.ofSeconds(30))
                        .withGroupMembershipOperation(
                                CloseOptions.GroupMembershipOperation.LEAVE_GROUP)));
    }

    private void awaitReady() {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady.getAsBoolean()) {
            requireWell();
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "not ready after " + LONGEST_START.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Throws if it has stopped by itself. */
    void requireWell() {
        failure.get().ifPresent(e -> {
            throw new IllegalStateException("it stopped by itself: " + e, e);
        });
    }

    Map<MetricName, ? extends Metric> metrics() {
        return metrics.get();
    }

    @Override public void close() {
        stop.run();
    }
}
