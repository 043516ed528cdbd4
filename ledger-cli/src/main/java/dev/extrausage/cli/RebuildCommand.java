package dev.extrausage.cli;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.journal.read.ReadingProgress;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stack.rebuild.CannotRebuild;
import dev.extrausage.stack.rebuild.Rebuild;
import dev.extrausage.stack.rebuild.RebuildOptions;
import dev.extrausage.stack.rebuild.RebuildReport;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger rebuild}: what the ledger remembers, made anew from its journal. */
@Command(
        name = "rebuild",
        description = "For a ledger that is stopped and whose changelogs are lost or damaged: makes"
                + " its accounts, the ids it remembers and its snapshots anew from the journal"
                + " alone, and sets its inputs to where the journal ends. It proves the whole"
                + " journal first, and changes nothing if that does not hold. Killed at any moment,"
                + " run it again.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the ledger can be started, 1 when it can but an input no longer"
                    + " holds the offset to go on from, 2 when nothing was rebuilt."
        })
final class RebuildCommand implements Callable<Integer> {
    @Mixin private JournalOption journal;

    @Mixin private KeptCatalogOption catalogOption;

    @Option(names = "--application-id", paramLabel = "ID",
            defaultValue = LedgerSettings.DEFAULT_APPLICATION_ID,
            description = "The ledger's application id (default: ${DEFAULT-VALUE}).")
    private String applicationId;

    @Option(names = "--replace",
            description = "Replace a memory that is still there. Without this, what would be"
                    + " deleted is only named.")
    private boolean replace;

    @Mixin private ReplicationOptions copies;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Catalog> named = catalogOption.named();
        try (OpenJournal open = journal.open()) {
            Catalog catalog = named.orElseGet(() -> KeptCatalogOption.keptOn(open.kafka()));
            PrintWriter out = spec.commandLine().getOut();
            LedgerSettings settings =
                    copies.settings(open.access(), applicationId, Path.of("unused"));
            Rebuild rebuild = new Rebuild(settings, catalog, open.ids(), line -> {
                out.println(line);
                out.flush();
            });
            RebuildReport report = ReadingProgress.during(rebuild.reader(),
                    spec.commandLine().getErr(),
                    () -> rebuild.run(RebuildOptions.byJournal(replace)));
            write(report, out);
            return report.warnings().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
        } catch (CannotRebuild | JournalUnreadable | ClusterProblem e) {
            throw new CannotRun("Nothing was rebuilt: " + e.getMessage(), e);
        }
    }

    private static void write(RebuildReport report, PrintWriter out) {
        byName(report).forEach((input, at) ->
                out.println("the ledger goes on at offset " + at + " of " + input));
        report.warnings().forEach(out::println);
        out.println("Rebuilt: " + report.accounts() + " accounts from " + report.entries()
                + " entries, " + report.ids() + " ids remembered, " + report.snapshots()
                + " snapshots written. The ledger can be started; then `ledger audit --inputs`.");
        out.flush();
    }

    private static Map<String, Long> byName(RebuildReport report) {
        Map<String, Long> positions = new TreeMap<>();
        report.positions().forEach((input, at) -> positions.put(input.toString(), at));
        return positions;
    }
}
