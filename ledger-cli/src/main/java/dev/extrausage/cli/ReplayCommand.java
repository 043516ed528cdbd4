package dev.extrausage.cli;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.replay.Replay;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ledger replay}: what the ledger would answer to a file of events, without Kafka. */
@Command(
        name = "replay",
        description = "Decides the events of a file in their order, as the running ledger would,"
                + " and prints one JSON line per entry.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A line is {\"usage\": {...}} or {\"account\": {...}}, with an optional"
                    + " \"received_at\" beside it.",
            "A line that cannot be read prints {\"rejected\": <line number>, \"error\": \"...\"}"
                    + " in its place.",
            "",
            "Exit status: 0 when every line could be read, 1 when one could not, 2 when the file"
                    + " or the catalog could not be."
        })
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "JSON Lines; - is the standard input.")
    private Path file;

    @Mixin private CatalogOption catalogOption;

    @Override
    public Integer call() {
        Catalog catalog = catalogOption.read();
        // System.out would swallow that nobody reads any more, and go on through a long file.
        try (InputStream in = InputFile.open(file);
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            return Replay.run(in, out, catalog) == 0 ? ExitCode.DONE : ExitCode.NOT_WELL;
        } catch (IOException e) {
            throw new CannotRun("The replay of " + file + " broke off: " + e.getMessage(), e);
        }
    }
}
