package dev.extrausage.cli;

import dev.extrausage.kafka.access.FileError;
import dev.extrausage.stack.OpenJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The journal that a command looks back on. */
final class JournalOption {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = Target.DEFAULT_DATA,
            description = "The data directory of a ledger, running or stopped (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path data;

    @Mixin private NamedKafka kafka;

    /** Opens it; the caller closes it. Throws {@link CannotRun} when it cannot be. */
    OpenJournal open() {
        return kafka.openJournal(data);
    }

    /** As {@link #open}, also where there is no ledger's data yet: the directory is made. */
    OpenJournal openNew() {
        if (!kafka.isGiven()) {
            try {
                Files.createDirectories(data.resolve("kafka"));
            } catch (IOException e) {
                throw new CannotRun(data + " cannot be made: " + FileError.reason(e), e);
            }
        }
        return open();
    }
}
