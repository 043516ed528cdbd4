package dev.extrausage.cli;

import dev.extrausage.cli.text.ReportText;
import dev.extrausage.core.Catalog;
import dev.extrausage.journal.proof.Audit;
import dev.extrausage.journal.proof.AuditOptions;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.journal.proof.PaymentFile;
import dev.extrausage.journal.proof.PaymentList;
import dev.extrausage.journal.proof.ReportJson;
import dev.extrausage.journal.proof.checkpoint.BadCheckpoint;
import dev.extrausage.journal.proof.checkpoint.Checkpoint;
import dev.extrausage.journal.proof.checkpoint.CheckpointFile;
import dev.extrausage.journal.proof.checkpoint.CheckpointKeys;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.journal.read.ReadingProgress;
import dev.extrausage.kafka.access.FileError;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            "Exit status: 0 when all holds, 1 when something does not, 2 when the audit could not"
                    + " run.",
            "Entries that were linked but could not be decided again count as not holding; those of"
                    + " earlier rules are counted, linked and not re-decided."
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin private JournalOption journal;

    @Mixin private KeptCatalogOption catalogOption;

    @Option(names = "--inputs", description = "Also hold the journal against the input topics.")
    private boolean inputs;

    @Option(names = "--application-id", paramLabel = "ID",
            defaultValue = LedgerSettings.DEFAULT_APPLICATION_ID,
            description = "The ledger's application id, for --inputs (default: ${DEFAULT-VALUE}).")
    private String applicationId;

    @Option(names = "--payments", paramLabel = "FILE",
            description = "Also hold it against a card processor's whole list, both ways: JSON"
                    + " Lines with payment_id, top_up_id, account_id, amount_nanos, status,"
                    + " refunded_at or refunds, and chargebacks; or the simulated processor's"
                    + " file.")
    private Path paymentFile;

    @Option(names = "--since", paramLabel = "CHECKPOINT",
            description = "Also hold it against a checkpoint, and decide again only what is newer.")
    private Path checkpointFile;

    @Option(names = "--public-key", paramLabel = "FILE",
            description = "The key that the checkpoint is signed with, its public half.")
    private Path publicKeyFile;

    @Option(names = "--json", description = "The report as one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Optional<Catalog> named = catalogOption.named();
        AuditOptions options = new AuditOptions(inputs, applicationId, payments(), since());
        try (OpenJournal open = journal.open()) {
            JournalReader reader = open.reader();
            Catalog catalog = named.orElseGet(() -> KeptCatalogOption.keptOn(open.kafka()));
            try (Audit audit = new Audit(open.kafka(), reader, catalog, open.codecs(),
                    options)) {
                AuditReport report = ReadingProgress.during(
                        reader, spec.commandLine().getErr(), audit::run);
                write(report);
                return report.allHolds() ? ExitCode.DONE : ExitCode.NOT_WELL;
            }
        } catch (JournalUnreadable e) {
            throw new CannotRun("The audit could not run: " + e.getMessage() + ".", e);
        }
    }

    private PaymentList payments() {
        try {
            return paymentFile == null ? null : PaymentFile.read(paymentFile);
        } catch (IOException e) {
            throw new CannotRun("The payments cannot be read: " + FileError.reason(e) + ".", e);
        }
    }

    private Checkpoint since() {
        if ((checkpointFile == null) != (publicKeyFile == null)) {
            throw new ParameterException(spec.commandLine(),
                    "--since and --public-key belong together: name both or none.");
        }
        try {
            return checkpointFile == null ? null : CheckpointFile.read(
                    checkpointFile, CheckpointKeys.publicKey(publicKeyFile));
        } catch (BadCheckpoint e) {
            throw new CannotRun("The checkpoint cannot be used: " + e.getMessage() + ".", e);
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
