package dev.extrausage.stream.app;

import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.stream.startup.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger as a process of its own, told what to do by environment variables
 * ({@link AppEnvironment}). It runs until it is asked to stop (SIGTERM), and then commits what it
 * has decided. Exit status: 1 when it stopped by itself, 2 when it could not start.
 */
public final class LedgerApp {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerApp.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private LedgerApp() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(System.getenv()));
    }

    private static int run(Map<String, String> variables) throws InterruptedException {
        Optional<Path> readyFile;
        LedgerStreams ledger;
        try {
            AppEnvironment environment = new AppEnvironment(variables);
            readyFile = environment.readyFile();
            // One that a killed process left behind says nothing about this one.
            readyFile.ifPresent(file -> show(file, false));
            SchemaIds ids = environment.schemaIds();
            ledger = LedgerStreams.start(environment.settings(), environment.catalog(), ids);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                readyFile.ifPresent(file -> show(file, false));
                ledger.close();
                ids.close();
            }, "stop"));
        } catch (CannotStart | SchemaIds.SchemaRefused e) {
            LOG.error("the ledger does not start:{}{}", System.lineSeparator(), e.getMessage());
            return 2;
        }
        tellReadiness(ledger, readyFile);
        return ledger.failure().isPresent() ? 1 : 0;
    }

    /** Until the ledger has ended. */
    private static void tellReadiness(LedgerStreams ledger, Optional<Path> readyFile)
            throws InterruptedException {
        boolean wasReady = false;
        while (!ledger.awaitEnd(LOOK_EVERY)) {
            boolean isReady = ledger.isReady();
            if (isReady != wasReady) {
                LOG.info("{}ready; active partitions: {}", isReady ? "" : "not ",
                        ledger.activePartitions());
                readyFile.ifPresent(file -> show(file, isReady));
                wasReady = isReady;
            }
        }
    }

    private static void show(Path readyFile, boolean isReady) {
        try {
            if (isReady) {
                Files.writeString(readyFile, "ready" + System.lineSeparator());
            } else {
                Files.deleteIfExists(readyFile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
