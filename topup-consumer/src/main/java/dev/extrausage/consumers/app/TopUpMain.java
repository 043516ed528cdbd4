package dev.extrausage.consumers.app;

import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.operations.Operations;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.process.Lifecycle;
import dev.extrausage.process.ReadyFile;
import dev.extrausage.process.StartRefused;
import dev.extrausage.schemas.SchemaIds;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three consumers as a process of their own, told what to do by environment variables
 * ({@link TopUpEnvironment}). Exit status: 1 when a bug ended a consumer, 2 when the process could
 * not start.
 */
final class TopUpMain {
    private static final Logger LOG = LoggerFactory.getLogger(TopUpMain.class);

    private TopUpMain() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        System.exit(run());
    }

    private static int run() {
        TopUpEnvironment environment;
        ReadyFile readyFile;
        try {
            environment = new TopUpEnvironment(System.getenv());
            readyFile = environment.readyFile();
        } catch (StartRefused e) {
            LOG.error("the consumers do not start:{}{}", System.lineSeparator(), e.getMessage());
            return Lifecycle.NOT_STARTED;
        }
        return Lifecycle.run("the consumers' process", readyFile, () -> start(environment));
    }

    private static Lifecycle.Service start(TopUpEnvironment environment) {
        InstantSource clock = Instant::now;
        ConsumerSettings settings = environment.settings();
        environment.requireTlsWhereSpoken();
        if (RestoreMark.isOn(environment.kafka(), settings.applicationId())) {
            throw new StartRefused(RestoreMark.NOT_ENDED);
        }
        Catalog catalog = environment.catalog();
        SchemaIds ids = environment.schemaIds();
        Set<ConsumerKind> wanted = environment.kinds();
        // The others ask no card, and the file of payments has one owner.
        SimulatedCardProcessor processor =
                wanted.contains(ConsumerKind.TOP_UP) ? environment.processor(clock) : null;
        Operations operations = Operations.open(environment.operations());
        Map<ConsumerKind, ConsumerSettings> kinds = new EnumMap<>(ConsumerKind.class);
        wanted.forEach(kind -> kinds.put(kind, settings));
        TopUpConsumers consumers = new TopUpConsumers(kinds, catalog, ids, processor, clock);
        consumers.bind(operations.meters());
        operations.readiness().part("consumers", consumers::problems);
        consumers.start();
        LOG.info("{} run against {}", kinds.keySet(), settings.bootstrapServers());
        return new Running(consumers, processor, ids, operations);
    }

    /**
     * The consumers, with what they use and may be waiting for when they are to stop.
     *
     * @param processor null where no top-up consumer runs
     */
    private record Running(TopUpConsumers consumers, SimulatedCardProcessor processor,
            SchemaIds ids, Operations operations) implements Lifecycle.Service {
        @Override public boolean isReady() {
            return consumers.isReady();
        }

        @Override public boolean hasEnded() {
            if (consumers.isRunning()) {
                return false;
            }
            LOG.error("a consumer has ended by a bug: this process ends too");
            return true;
        }

        @Override public void close() {
            operations.readiness().stop();
            consumers.close();
            ids.close();
            closeProcessor();
            operations.close();
        }

        private void closeProcessor() {
            if (processor == null) {
                return;
            }
            try {
                processor.close();
            } catch (IOException e) {
                LOG.warn("the file of payments was not closed: {}", e.toString());
            }
        }
    }
}
