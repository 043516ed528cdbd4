package dev.extrausage.consumers.app;

import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.runtime.ReadyFile;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.SchemaIds;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that runs the three consumers until it is told to end. */
final class TopUpMain {
    private static final Logger LOG = LoggerFactory.getLogger(TopUpMain.class);

    private TopUpMain() {}

    /**
     * Settings come from the environment ({@link TopUpEnvironment}); the exit status is 1 on
     * failure.
     */
    public static void main(String[] args) throws InterruptedException {
        TopUpEnvironment environment = new TopUpEnvironment(System.getenv());
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            awaitQuietly(ended);
        }, "stop"));
        int status = 1;
        try {
            status = run(environment, end) ? 0 : 1;
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("top-up consumers: " + e.getMessage());
        } finally {
            ended.countDown();
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    /** False when a consumer ended by itself. */
    private static boolean run(TopUpEnvironment environment, CountDownLatch end)
            throws IOException, InterruptedException {
        InstantSource clock = Instant::now;
        ConsumerSettings settings = environment.settings();
        ReadyFile readyFile = environment.readyFile();
        readyFile.show(false);
        try (SchemaIds ids = environment.schemaIds();
                SimulatedCardProcessor processor = environment.processor(clock);
                TopUpConsumers consumers = new TopUpConsumers(
                        settings, environment.catalog(), ids, processor, clock)) {
            consumers.start();
            LOG.info("top-ups, auto-reloads and cycle resets run against {}",
                    settings.bootstrapServers());
            return watch(consumers, readyFile, end);
        }
    }

    /** Until the end; false when a consumer ended by itself. */
    private static boolean watch(TopUpConsumers consumers, ReadyFile readyFile, CountDownLatch end)
            throws IOException, InterruptedException {
        try {
            while (!end.await(1, TimeUnit.SECONDS)) {
                if (!consumers.isRunning()) {
                    LOG.error("a consumer has ended by a bug: this process ends too");
                    return false;
                }
                readyFile.show(consumers.isReady());
            }
            return true;
        } finally {
            readyFile.show(false);
        }
    }

    private static void awaitQuietly(CountDownLatch ended) {
        try {
            if (!ended.await(1, TimeUnit.MINUTES)) {
                LOG.warn("the consumers have not stopped within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
