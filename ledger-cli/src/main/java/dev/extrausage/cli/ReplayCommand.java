package dev.extrausage.cli;

import dev.extrausage.catalog.CatalogError;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.cli.replay.Replay;
import dev.extrausage.core.Catalog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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
    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(paramLabel = "FILE", description = "JSON Lines; - is the standard input.")
    private Path file;

    @Option(names = "--catalog", paramLabel = "F",
            description = "Prices, plans and terms; by default those built in.")
    private Path catalogFile;

    @Override
    public Integer call() {
        Catalog catalog = catalogFile == null ? CatalogFile.defaultCatalog() : read(catalogFile);
        // System.out would swallow that nobody reads any more, and go on through a long file.
        try (InputStream in = open(file);
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            return Replay.run(in, out, catalog) == 0 ? ExitCode.DONE : ExitCode.NOT_WELL;
        } catch (IOException e) {
            throw new CannotRun("The replay of " + file + " broke off: " + e.getMessage(), e);
        }
    }

    private static Catalog read(Path file) {
        try {
            return CatalogFile.read(file);
        } catch (CatalogError e) {
            throw new CannotRun(e.getMessage(), e);
        } catch (IOException e) {
            throw new CannotRun(unreadable(file, e), e);
        }
    }

    private static InputStream open(Path file) {
        if (file.equals(STANDARD_INPUT)) {
            return System.in;
        }
        if (Files.isDirectory(file)) {
            throw new CannotRun(file + " is a directory: name a file.", null);
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new CannotRun(unreadable(file, e), e);
        }
    }

    private static String unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "There is no file " + file + ".";
        }
        String why = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
        return file + " cannot be read: " + why + ".";
    }
}
