package dev.extrausage.cli;

import dev.extrausage.backup.BackupCheck;
import dev.extrausage.backup.BackupFolder;
import dev.extrausage.backup.BackupProblem;
import dev.extrausage.backup.Restore;
import dev.extrausage.journal.proof.checkpoint.BadCheckpoint;
import dev.extrausage.journal.proof.checkpoint.CheckpointKeys;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stack.rebuild.CannotRebuild;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger restore}: an empty Kafka made again from a backup. */
@Command(
        name = "restore",
        description = "Makes an empty Kafka what it was when a backup was cut, so that the ledger"
                + " goes on there. It proves the backup first. Run it before anything else is"
                + " started on that Kafka; killed at any moment, run it again: it begins anew.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the ledger can be started, or with --verify the backup is sound; 1"
                    + " when an input no longer holds the offset to go on from, or with --verify"
                    + " the backup is not sound; 2 when it was not restored."
        })
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The directory of the backups.")
    private Path directory;

    @Option(names = "--at", paramLabel = "BACKUP",
            description = "The newest backup to be restored (default: the newest one in DIR).")
    private String at;

    @Option(names = "--public-key", paramLabel = "FILE", required = true,
            description = "The public half of the key that signed them (PEM).")
    private Path key;

    @Option(names = {"--verify", "--dry-run"},
            description = "Only prove it, without a Kafka: files, signatures, hash chains and"
                    + " numbers. Names every file and record that is wrong.")
    private boolean verify;

    @Option(names = "--replace",
            description = "Begin anew also where somebody else has written since a restore was"
                    + " broken off. Without this it is refused; nothing is ever deleted from a"
                    + " Kafka on which no restore was begun.")
    private boolean replace;

    @Option(names = "--application-id", paramLabel = "ID",
            defaultValue = LedgerSettings.DEFAULT_APPLICATION_ID,
            description = "The ledger's application id (default: ${DEFAULT-VALUE}).")
    private String applicationId;

    @Mixin private ReplicationOptions copies;

    @Mixin private JournalOption ledger;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        BackupFolder folder = new BackupFolder(directory);
        try {
            PublicKey verifying = CheckpointKeys.publicKey(key);
            String name = at != null ? at : folder.latest().orElseThrow(
                    () -> new CannotRun("There is no backup in " + directory + ".", null));
            return verify ? verify(folder, name, verifying) : restore(folder, name, verifying);
        } catch (BackupProblem | BadCheckpoint | CannotRebuild | CannotStart | JournalUnreadable
                | ClusterProblem | KafkaException e) {
            throw new CannotRun("Not restored: " + withFullStop(e.getMessage()), e);
        }
    }

    /** Some sentences have one of their own. */
    private static String withFullStop(String sentence) {
        return sentence == null || sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private int verify(BackupFolder folder, String name, PublicKey verifying) {
        BackupCheck.Result result = BackupCheck.check(folder, name, verifying);
        PrintWriter out = spec.commandLine().getOut();
        result.faults().forEach(out::println);
        out.println(folder.root().resolve(name) + ", " + result.backups()
                + (result.backups() == 1 ? " backup: " : " backups that go on from each other: ")
                + result.records() + " records in " + result.bytes() + " bytes, "
                + (result.isSound() ? "sound." : faults(result.faults().size())));
        out.flush();
        return result.isSound() ? ExitCode.DONE : ExitCode.NOT_WELL;
    }

    private static String faults(int count) {
        return count == 1 ? "1 fault." : count + " faults.";
    }

    private int restore(BackupFolder folder, String name, PublicKey verifying) {
        long begun = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        try (OpenJournal open = ledger.openNew()) {
            LedgerSettings settings =
                    copies.settings(open.access(), applicationId, Path.of("unused"));
            Restore.Report done = Restore.run(open.access(), open.ids(), settings, folder,
                    name, verifying, replace, line -> {
                        out.println(line);
                        out.flush();
                    });
            done.warnings().forEach(out::println);
            out.printf("Restored %s as of %s: %d records, %d offsets between them taken up, %.1f s."
                            + " %d inputs are still to be decided. %s; then"
                            + " `ledger audit --inputs`.%n",
                    name, done.manifest().madeAt(), done.records(), done.fillers(),
                    (System.nanoTime() - begun) / 1e9, done.undecided(),
                    done.warnings().isEmpty() ? "The ledger can be started"
                            : "The ledger cannot be started before the above is mended");
            out.flush();
            return done.warnings().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
        }
    }
}
