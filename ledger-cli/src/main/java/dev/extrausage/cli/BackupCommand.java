package dev.extrausage.cli;

import dev.extrausage.backup.Backup;
import dev.extrausage.backup.BackupFolder;
import dev.extrausage.backup.BackupProblem;
import dev.extrausage.backup.Manifest;
import dev.extrausage.journal.proof.checkpoint.BadCheckpoint;
import dev.extrausage.journal.proof.checkpoint.CheckpointKeys;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger backup}: the ledger's topics as signed files. */
@Command(
        name = "backup",
        description = "Writes all that a ledger needs to go on into files: journal, inputs,"
                + " requests, notices, the memory of charges, keys, cases and catalog, while it"
                + " runs. With --since only what is new since an earlier backup. Killed at any"
                + " moment, run it again: it goes on. `ledger restore` makes an empty Kafka from"
                + " them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the backup is whole, 2 when there is none."
        })
final class BackupCommand implements Callable<Integer> {
    private static final String LATEST = "latest";

    @Parameters(paramLabel = "DIR", description = "The directory of all backups of this ledger.")
    private Path directory;

    @Option(names = "--since", paramLabel = "BACKUP", arity = "0..1", fallbackValue = LATEST,
            description = "Only what is newer than this backup in DIR, or than the newest one there"
                    + " if none is named.")
    private String since;

    @Option(names = "--key", paramLabel = "FILE", required = true,
            description = "Sign with this Ed25519 private key (PEM, PKCS#8), as `ledger checkpoint"
                    + " --generate-key` makes them.")
    private Path key;

    @Option(names = "--application-id", paramLabel = "ID",
            defaultValue = LedgerSettings.DEFAULT_APPLICATION_ID,
            description = "The ledger's application id (default: ${DEFAULT-VALUE}).")
    private String applicationId;

    @Mixin private JournalOption ledger;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        BackupFolder folder = new BackupFolder(directory);
        long begun = System.nanoTime();
        try {
            folder.requireDirectory();
            PrivateKey signing = CheckpointKeys.privateKey(key);
            String from = from(folder);
            try (OpenJournal open = ledger.open();
                    Cluster cluster = Cluster.connect(open.access(), open.ids())) {
                Manifest made = Backup.make(cluster, applicationId, folder, from, signing);
                spec.commandLine().getOut().printf(
                        "%s: %d records in %d bytes%s, cut at %s, %.1f s.%n",
                        folder.root().resolve(made.name()), made.records(), made.bytes(),
                        from == null ? "" : " since " + from, made.madeAt(),
                        (System.nanoTime() - begun) / 1e9);
                spec.commandLine().getOut().flush();
                return ExitCode.DONE;
            }
        } catch (BackupProblem | BadCheckpoint | JournalUnreadable | KafkaException e) {
            throw new CannotRun("No backup: " + e.getMessage() + ".", e);
        }
    }

    private String from(BackupFolder folder) {
        if (since == null || !since.equals(LATEST)) {
            return since;
        }
        return folder.latest().orElseThrow(() -> new CannotRun("There is no backup in "
                + folder.root() + " to go on from: leave --since out for a full one.", null));
    }
}
