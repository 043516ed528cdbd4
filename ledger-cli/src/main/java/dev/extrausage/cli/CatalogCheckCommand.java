package dev.extrausage.cli;

import dev.extrausage.catalog.CatalogError;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.cli.text.CatalogSummary;
import dev.extrausage.core.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger catalog check}: the verdict on a catalog, before a ledger is started with it. */
@Command(
        name = "check",
        description = "Reads a catalog as the ledger does and prints what it says: versions,"
                + " models, plans; or where it is wrong, and why.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the catalog may be used, 1 when it is refused, 2 when the command",
            "could not run."
        })
final class CatalogCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The catalog; - is the standard input.")
    private Path file;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        byte[] utf8 = InputFile.bytes(file);
        try {
            Catalog catalog = CatalogFile.read(file.toString(), utf8);
            LookBack.print(spec, CatalogSummary.of(file.toString(), catalog));
            return ExitCode.DONE;
        } catch (CatalogError e) {
            LookBack.print(spec, List.of(e.getMessage()));
            return ExitCode.NOT_WELL;
        }
    }
}
