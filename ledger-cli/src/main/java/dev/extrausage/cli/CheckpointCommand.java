package dev.extrausage.cli;

import dev.extrausage.cli.text.ReportText;
import dev.extrausage.journal.proof.CheckpointMaker;
import dev.extrausage.journal.proof.checkpoint.BadCheckpoint;
import dev.extrausage.journal.proof.checkpoint.Checkpoint;
import dev.extrausage.journal.proof.checkpoint.CheckpointFile;
import dev.extrausage.journal.proof.checkpoint.CheckpointKeys;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.journal.read.ReadingProgress;
import dev.extrausage.stack.OpenJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger checkpoint}: proof of where the journal stands, to be kept outside Kafka. */
@Command(
        name = "checkpoint",
        description = "Prints where the journal stands, signed: for every partition its end and a"
                + " Merkle root over the last hash of each account. `ledger audit --since` proves"
                + " later that the journal still extends it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when it was printed, 1 when the journal's links are broken, so that",
            "nothing was signed, 2 when the command could not run."
        })
final class CheckpointCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Keys keys;

    @Mixin private JournalOption journal;

    @Option(names = "--roots-only", description = "Leave out the accounts: a small file, which"
            + " later tells the partition that was changed, but not the account.")
    private boolean rootsOnly;

    @Spec private CommandSpec spec;

    /** Sign with a key, or make one. */
    private static final class Keys {
        @Option(names = "--key", paramLabel = "FILE", required = true,
                description = "Sign with this Ed25519 private key (PEM, PKCS#8).")
        private Path key;

        @Option(names = "--generate-key", paramLabel = "FILE", required = true,
                description = "Only make a key pair: FILE, to be kept secret, and FILE.pub.")
        private Path fresh;
    }

    @Override
    public Integer call() throws IOException {
        try {
            if (keys.fresh != null) {
                Path publicFile = CheckpointKeys.generate(keys.fresh);
                spec.commandLine().getErr().println("The private key is in " + keys.fresh
                        + ", the public one in " + publicFile + ".");
                return ExitCode.DONE;
            }
            return make(CheckpointKeys.privateKey(keys.key));
        } catch (BadCheckpoint e) {
            throw new CannotRun("No checkpoint: " + e.getMessage() + ".", e);
        } catch (JournalUnreadable e) {
            throw new CannotRun("The journal cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private int make(PrivateKey key) throws IOException {
        try (OpenJournal open = journal.open()) {
            JournalReader reader = open.reader();
            CheckpointMaker.Result made = ReadingProgress.during(reader,
                    spec.commandLine().getErr(), () -> CheckpointMaker.make(reader, open.codecs(),
                            KeptCatalogOption.keptOn(open.kafka()),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
            if (made.findings().total() > 0) {
                ReportText.writeFindings(made.findings(), spec.commandLine().getErr());
                return ExitCode.NOT_WELL;
            }
            CheckpointFile.write(rootsOnly ? rootsOnly(made.checkpoint()) : made.checkpoint(), key,
                    spec.commandLine().getOut());
            return ExitCode.DONE;
        }
    }

    private static Checkpoint rootsOnly(Checkpoint whole) {
        return new Checkpoint(whole.madeAt(), whole.topic(),
                whole.partitions().stream().map(PartitionState::rootOnly).toList());
    }
}
