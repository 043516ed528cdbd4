package dev.extrausage.cli;

import dev.extrausage.cli.journal.JournalUnreadable;
import dev.extrausage.cli.journal.OpenJournal;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which journal a command looks back on. */
final class JournalOption {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "ledger-data",
            description = "The data directory of a ledger, running or stopped (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT",
            description = "The ledger's Kafka, in place of --data.")
    private String bootstrap;

    @Option(names = "--schema-registry", paramLabel = "URL",
            description = "The schema registry of that Kafka; by default the ids built in.")
    private URI registry;

    /** Opens it; the caller closes it. Throws {@link CannotRun} when it cannot be. */
    OpenJournal open() {
        SchemaIds ids = registry == null ? ReleasedSchemas.load()
                : new SchemaRegistry(SchemaRegistry.Settings.of(registry));
        try {
            return bootstrap == null ? OpenJournal.in(data, ids) : OpenJournal.at(bootstrap, ids);
        } catch (JournalUnreadable e) {
            ids.close();
            throw new CannotRun(e.getMessage(), e);
        }
    }
}
