package dev.extrausage.cli;

import dev.extrausage.cli.audit.Audit;
import dev.extrausage.cli.audit.AuditOptions;
import dev.extrausage.cli.audit.AuditReport;
import dev.extrausage.cli.audit.ReportJson;
import dev.extrausage.cli.audit.ReportText;
import dev.extrausage.cli.journal.JournalReader;
import dev.extrausage.cli.journal.JournalUnreadable;
import dev.extrausage.cli.journal.OpenJournal;
import dev.extrausage.cli.journal.ReadingProgress;
import dev.extrausage.core.Catalog;
import dev.extrausage.stream.LedgerSettings;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger audit}: proves that the journal is whole and says what the ledger decided. */
@Command(
        name = "audit",
        description = "Reads the whole journal and proves it: numbers and hashes of every account,"
                + " every entry decided again and equal byte for byte, balanced, nothing twice, and"
                + " the end state that of the topic balances.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when all holds, 1 when something does not, 2 when the audit could not run.",
            "Entries that were linked but could not be decided again count as not holding."
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin private JournalOption journal;

    @Mixin private CatalogOption catalogOption;

    @Option(names = "--inputs", description = "Also hold the journal against the input topics.")
    private boolean inputs;

    @Option(names = "--application-id", paramLabel = "ID",
            defaultValue = LedgerSettings.DEFAULT_APPLICATION_ID,
            description = "The ledger's application id, for --inputs (default: ${DEFAULT-VALUE}).")
    private String applicationId;

    @Option(names = "--json", description = "The report as one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Catalog catalog = catalogOption.read();
        try (OpenJournal open = journal.open()) {
            JournalReader reader = open.reader();
            try (Audit audit = new Audit(open.kafka(), reader, catalog, open.codecs(),
                    new AuditOptions(inputs, applicationId))) {
                AuditReport report = ReadingProgress.during(
                        reader, spec.commandLine().getErr(), audit::run);
                write(report);
                return report.allHolds() ? ExitCode.DONE : ExitCode.NOT_WELL;
            }
        } catch (JournalUnreadable e) {
            throw new CannotRun("The audit could not run: " + e.getMessage() + ".", e);
        }
    }

    private void write(AuditReport report) throws IOException {
        if (json) {
            ReportJson.write(report, spec.commandLine().getOut());
        } else {
            ReportText.write(report, spec.commandLine().getOut());
        }
    }
}
