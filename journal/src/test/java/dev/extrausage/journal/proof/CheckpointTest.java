package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.journal.proof.checkpoint.BadCheckpoint;
import dev.extrausage.journal.proof.checkpoint.Checkpoint;
import dev.extrausage.journal.proof.checkpoint.CheckpointFile;
import dev.extrausage.journal.proof.checkpoint.CheckpointKeys;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();
    private static final long SEED = 16;

    @TempDir private Path folder;

    @Test void a_journal_that_went_on_extends_its_checkpoint() throws IOException {
        AuditedJournal journal = new AuditedJournal(accounts(40, 30), new Random(SEED));
        PartitionState then = new AuditedJournal(accounts(40, 30), new Random(SEED))
                .checkpoint(CATALOG);
        assertThat(journal.findings(CATALOG, folder, then)).isEmpty();

        AuditedJournal half = new AuditedJournal(accounts(40, 30), new Random(SEED));
        half.journal.subList(half.journal.size() / 2, half.journal.size()).clear();
        PartitionState earlier = half.checkpoint(CATALOG);
        assertThat(earlier.accounts()).isPositive();
        assertThat(journal.findings(CATALOG, folder, earlier)).isEmpty();
    }

    @Test void an_older_checkpoint_finds_a_rewritten_tail() {
        PartitionState then = new AuditedJournal(accounts(40, 30), new Random(SEED))
                .checkpoint(CATALOG);
        List<WrittenAccount> accounts = accounts(40, 30);
        WrittenAccount whole = accounts.get(7);
        accounts.set(7, forgedFromTheMiddle(whole));
        AuditedJournal journal = new AuditedJournal(accounts, new Random(SEED));

        assertThat(journal.findings(CATALOG, folder)).isEmpty();
        assertThat(journal.findings(CATALOG, folder, then)).isNotEmpty().allSatisfy(f -> {
            assertThat(f.account()).isEqualTo(whole.accountId);
            assertThat(f.kind()).isIn(FindingKind.LINKAGE_BROKEN, FindingKind.MISSING);
        });
        assertThat(journal.findings(CATALOG, folder, then.rootOnly())).singleElement()
                .satisfies(f -> {
                    assertThat(f.kind()).isEqualTo(FindingKind.LINKAGE_BROKEN);
                    assertThat(f.offset()).isEqualTo(then.offset());
                });
    }

    /** With as many entries, so that those of the others stay in their places. */
    private static WrittenAccount forgedFromTheMiddle(WrittenAccount whole) {
        for (long seed = SEED; ; seed++) {
            List<Input> others = new ArrayList<>(
                    whole.causes.subList(0, whole.causes.size() / 2));
            others.addAll(Histories.nasty(seed, 60, whole.accountId, CATALOG).subList(
                    1, 1 + whole.causes.size() - others.size()));
            WrittenAccount forged = WrittenAccount.of(whole.accountId, others, CATALOG);
            if (forged.entries.size() == whole.entries.size()) {
                return forged;
            }
        }
    }

    @Test void what_is_newer_than_the_checkpoint_is_decided_again() {
        AuditedJournal half = new AuditedJournal(accounts(40, 30), new Random(SEED));
        half.journal.subList(half.journal.size() / 2, half.journal.size()).clear();
        List<WrittenAccount> accounts = accounts(40, 30);
        WrittenAccount last = accounts.get(3);
        int at = last.entries.size() - 1;
        last.entries.set(at, last.changed(at, e -> e.setSpentNanos(e.getSpentNanos() + 1)));
        last.chainAgain(at);
        AuditedJournal journal = new AuditedJournal(accounts, new Random(SEED));
        assertThat(journal.findings(CATALOG, folder, half.checkpoint(CATALOG)))
                .anySatisfy(f -> {
                    assertThat(f.account()).isEqualTo(last.accountId);
                    assertThat(f.sequence()).isEqualTo(at + 1);
                    assertThat(f.kind()).isEqualTo(FindingKind.CONTENT_DIFFERS);
                });
    }

    @Test void a_checkpoint_that_was_changed_is_refused()
            throws IOException {
        Path key = folder.resolve("key.pem");
        Path publicKey = CheckpointKeys.generate(key);
        Checkpoint checkpoint = new Checkpoint("2026-11-22T12:00:00Z", "balance-changes", List.of(
                new AuditedJournal(accounts(5, 10), new Random(SEED)).checkpoint(CATALOG)));
        StringWriter text = new StringWriter();
        CheckpointFile.write(checkpoint, CheckpointKeys.privateKey(key), text);
        Path file = folder.resolve("checkpoint.json");

        Files.writeString(file, text.toString());
        Checkpoint read = CheckpointFile.read(file, CheckpointKeys.publicKey(publicKey));
        assertThat(read.partitions().get(0).isAs(checkpoint.partitions().get(0))).isTrue();
        assertThat(read.partitions().get(0).leaves()).hasSize(5);

        String hash = text.toString().split("\"hash\":\"")[1].substring(0, 64);
        for (String changed : List.of(
                text.toString().replace("12:00:00", "12:00:01"),
                text.toString().replace(hash, "00".repeat(32)))) {
            Files.writeString(file, changed);
            assertThatThrownBy(() ->
                    CheckpointFile.read(file, CheckpointKeys.publicKey(publicKey)))
                    .isInstanceOf(BadCheckpoint.class);
        }
        Files.writeString(file, text.toString().substring(0, 20));
        assertThatThrownBy(() -> CheckpointFile.read(file, CheckpointKeys.publicKey(publicKey)))
                .isInstanceOf(BadCheckpoint.class).hasMessage(file
                        + " is not a checkpoint: it is no JSON from line 1, column 21 on");
        assertThatThrownBy(() -> CheckpointKeys.generate(key))
                .hasMessageContaining("is there already");
    }

    @Test void a_private_key_that_is_there_gets_no_public_half_of_another() throws IOException {
        Path key = folder.resolve("key.pem");
        Path publicKey = CheckpointKeys.generate(key);
        Files.delete(publicKey);
        assertThatThrownBy(() -> CheckpointKeys.generate(key)).isInstanceOf(BadCheckpoint.class)
                .hasMessage(key + " is there already: no key is overwritten");
        assertThat(publicKey).doesNotExist();
    }

    private static List<WrittenAccount> accounts(int count, int length) {
        List<WrittenAccount> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            accounts.add(WrittenAccount.of("account-" + i, Histories.nasty(
                    SEED * (i + 1), length, "account-" + i, CATALOG), CATALOG));
        }
        return accounts;
    }
}
