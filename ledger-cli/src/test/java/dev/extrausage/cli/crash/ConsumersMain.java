package dev.extrausage.cli.crash;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.app.TopUpConsumers;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.process.Lifecycle;
import dev.extrausage.process.ReadyFile;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The three consumers in a process that shares its card processor with others. */
final class ConsumersMain {
    private ConsumersMain() {}

    /** Kafka's address, the process's name among its like, the processor's URL, a ready file. */
    public static void main(String[] args) {
        System.exit(Lifecycle.run("the consumers' process",
                new ReadyFile(Optional.of(Path.of(args[3]))), () -> start(args)));
    }

    private static Lifecycle.Service start(String[] args) {
        SchemaIds ids = ReleasedSchemas.load();
        TopUpConsumers consumers = new TopUpConsumers(ConsumerSettings.of(args[0], args[1]),
                CatalogFile.defaultCatalog(), ids, new RemoteProcessor(URI.create(args[2])),
                Instant::now);
        consumers.start();
        return new Running(consumers, ids);
    }

    private record Running(TopUpConsumers consumers, SchemaIds ids)
            implements Lifecycle.Service {
        @Override public boolean isReady() {
            return consumers.isReady();
        }

        @Override public boolean hasEnded() {
            return !consumers.isRunning();
        }

        @Override public void close() {
            consumers.close();
            ids.close();
        }
    }
}
