package dev.extrausage.cli;

import dev.extrausage.catalog.diff.CatalogDiff;
import dev.extrausage.catalog.diff.VersionChange;
import dev.extrausage.cli.text.VersionChangeText;
import dev.extrausage.core.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger catalog diff}: the changes that a customer would notice. */
@Command(
        name = "diff",
        description = "Says in sentences what a customer would notice of the change from one"
                + " catalog to another; with one catalog, of each of its versions after the first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A version that only the second has is compared with the one it takes over from. A",
            "version must not change once in force, so an edited or dropped one is a grave matter:",
            "a ledger that has had it in force does not start with that catalog.",
            "",
            "Exit status: 0 when every version of the first is in the second as it was, 1 when one",
            "was edited or dropped, 2 when the command could not run."
        })
final class CatalogDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "A catalog.")
    private Path before;

    @Parameters(index = "1", paramLabel = "OTHER", arity = "0..1",
            description = "A later state of it.")
    private Path after;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Catalog first = CatalogOption.read(before);
        Path newer = after == null ? before : after;
        byte[] utf8 = InputFile.bytes(newer);
        List<VersionChange> changes = after == null
                ? CatalogDiff.within(first)
                : CatalogDiff.between(first, CatalogOption.read(after.toString(), utf8));
        LookBack.print(spec, VersionChangeText.of(changes, newer.toString(), utf8));
        return changes.stream().anyMatch(VersionChange::breaksWhatWasInForce)
                ? ExitCode.NOT_WELL : ExitCode.DONE;
    }
}
