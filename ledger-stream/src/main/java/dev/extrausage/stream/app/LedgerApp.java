package dev.extrausage.stream.app;

import dev.extrausage.operations.Operations;
import dev.extrausage.process.FreeSpace;
import dev.extrausage.process.Lifecycle;
import dev.extrausage.process.ReadyFile;
import dev.extrausage.process.StartRefused;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.topology.LedgerCounts;
import java.time.Duration;
import java.util.List;
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
    private static final String PART = "ledger";

    private LedgerApp() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        System.exit(run());
    }

    private static int run() {
        AppEnvironment environment;
        ReadyFile readyFile;
        try {
            environment = new AppEnvironment(System.getenv());
            readyFile = environment.readyFile();
        } catch (StartRefused e) {
            LOG.error("the ledger does not start:{}{}", System.lineSeparator(), e.getMessage());
            return Lifecycle.NOT_STARTED;
        }
        return Lifecycle.run("the ledger", readyFile, () -> start(environment));
    }

    /** The operations port opens first: a start may have to wait, and says so there. */
    private static Lifecycle.Service start(AppEnvironment environment) {
        LedgerSettings settings = environment.settings();
        FreeSpace space = new FreeSpace(settings.stateDirectory(), FreeSpace.USUAL_LEAST);
        space.tooLittle().ifPresent(why -> {
            throw new StartRefused(why);
        });
        environment.requireTlsWhereSpoken();
        Operations operations = Operations.open(environment.operations());
        operations.readiness().awaiting(PART);
        SchemaIds ids = environment.schemaIds();
        try {
            LedgerCounts counts = new LedgerCounts();
            LedgerStreams ledger =
                    LedgerStreams.start(settings, environment.catalog(), ids, counts);
            LedgerMeters.bind(operations.meters(), counts, () -> ledger);
            operations.readiness().part(PART, ledger::problems);
            return new Running(ledger, ids, space, operations);
        } catch (CannotStart | SchemaIds.SchemaRefused e) {
            ids.close();
            operations.close();
            throw new StartRefused(e.getMessage(), e);
        } catch (RuntimeException e) {
            ids.close();
            operations.close();
            throw e;
        }
    }

    /** The ledger and the schema ids it asks, which it may be waiting for when it is to stop. */
    private record Running(
            LedgerStreams ledger, SchemaIds ids, FreeSpace space, Operations operations)
            implements Lifecycle.Service {
        @Override public boolean isReady() {
            return ledger.isReady() || ledger.isSpare();
        }

        @Override public boolean hasEnded() {
            space.warnIfLow();
            Optional<String> full = space.tooLittle();
            full.ifPresent(why -> LOG.error("the ledger stops: {}", why));
            return full.isPresent() || hasLedgerEnded();
        }

        private boolean hasLedgerEnded() {
            try {
                return ledger.awaitEnd(Duration.ZERO);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override public void close() {
            operations.readiness().stop();
            ledger.close();
            ids.close();
            operations.close();
        }
    }
}
