package dev.extrausage.cli;

import dev.extrausage.backup.BackupProblem;
import dev.extrausage.backup.Reshard;
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
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger reshard}: another number of partitions for all topics. */
@Command(
        name = "reshard",
        description = "Gives all topics another number of partitions: backs them up into DIR, moves"
                + " the backup to that number, compares both entry by entry, and restores the moved"
                + " one in place of the topics. Stop the ledger, its consumers, the API and the"
                + " senders first. Killed at any moment, run it again.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when the ledger can be started on the new topics, 1 when something is"
                + " to be mended first, 2 when it was not done."
        })
final class ReshardCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Parameters(paramLabel = "DIR",
            description = "Takes both backups; a new directory, or that of a run to go on with.")
    private Path directory;

    @ArgGroup(multiplicity = "1") private Aim aim;

    /** One of the two. */
    private static final class Aim {
        @Option(names = "--partitions", paramLabel = "N", required = true,
                description = "How many partitions every topic is to have, 1 to 1000.")
        private Integer partitions;

        @Option(names = "--abandon", required = true,
                description = "Give up the run of DIR that was broken off: the topics as they were"
                        + " before it, and senders let in again.")
        private boolean abandon;
    }

    @Option(names = "--key", paramLabel = "FILE", required = true,
            description = "Sign the backups with this Ed25519 private key (PEM, PKCS#8), as"
                    + " `ledger checkpoint --generate-key` makes them.")
    private Path key;

    @Option(names = "--public-key", paramLabel = "FILE",
            description = "Its public half (default: the --key with .pub behind it).")
    private Path publicKey;

    @Option(names = "--senders-stopped",
            description = "Nobody sends. Needed on a Kafka without an authorizer, which cannot keep"
                    + " senders away; not for the data of a stopped `up`.")
    private boolean sendersStopped;

    @Option(names = "--application-id", paramLabel = "ID",
            defaultValue = LedgerSettings.DEFAULT_APPLICATION_ID,
            description = "The ledger's application id (default: ${DEFAULT-VALUE}).")
    private String applicationId;

    @Mixin private JournalOption ledger;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            KeyPair keys = new KeyPair(CheckpointKeys.publicKey(
                    publicKey != null ? publicKey : Path.of(key + ".pub")),
                    CheckpointKeys.privateKey(key));
            // Before a broker starts: what is wrong with them needs none.
            Reshard.Options asked = aim.abandon
                    ? Reshard.Options.ofPlanIn(directory, keys, sendersStopped, PATIENCE)
                    : new Reshard.Options(
                            directory, aim.partitions, keys, sendersStopped, PATIENCE);
            try (OpenJournal open = ledger.open()) {
                Reshard.Options options = open.isAlone() ? asked.withSendersStopped() : asked;
                return aim.abandon ? abandon(open, options) : reshard(open, options);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        } catch (BackupProblem | BadCheckpoint | CannotRebuild | CannotStart | JournalUnreadable
                | ClusterProblem | KafkaException e) {
            throw new CannotRun((aim.abandon ? "Not abandoned: " : "Not resharded: ")
                    + e.getMessage() + ".", e);
        }
    }

    private int abandon(OpenJournal open, Reshard.Options options) {
        Restore.Report restored = Reshard.abandon(
                open.access(), open.ids(), settings(open), options, this::say).orElse(null);
        if (restored == null) {
            say("Abandoned: there was nothing to restore. The ledger can be started.");
            return ExitCode.DONE;
        }
        restored.warnings().forEach(this::say);
        say("Abandoned: the topics are as they were, with " + restored.records()
                + " records. Keep " + directory + ". Then `ledger audit --inputs`.");
        return restored.warnings().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
    }

    private LedgerSettings settings(OpenJournal open) {
        return new LedgerSettings(open.access().bootstrap(), applicationId,
                Path.of("unused"), 1, 1, 1, 1, open.access().settings());
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private int reshard(OpenJournal open, Reshard.Options options) {
        long begun = System.nanoTime();
        Reshard.Report done = Reshard.run(
                open.access(), open.ids(), settings(open), options, this::say);
        done.restored().warnings().forEach(this::say);
        say(String.format("All topics have %d partitions, before %d: %d records, %d inputs still"
                        + " to be decided, %.1f s. Keep %s. Then `ledger audit --inputs`.",
                done.to(), done.from(), done.restored().records(),
                done.restored().undecided(), (System.nanoTime() - begun) / 1e9, directory));
        return done.restored().warnings().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
    }
}
