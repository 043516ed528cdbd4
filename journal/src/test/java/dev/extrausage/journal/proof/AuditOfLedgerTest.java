package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditOfLedgerTest {
    private static final int ACCOUNTS = 40;

    @TempDir private Path data;

    @Test void a_ledger_is_proved_while_it_runs_and_what_is_done_to_its_topics_is_found()
            throws Exception {
        long seed = System.nanoTime();
        try (LiveLedger ledger = new LiveLedger(data, seed)) {
            ledger.start();
            ledger.open(ACCOUNTS);
            ledger.mix(2_000, ACCOUNTS);
            AuditReport running = audit(ledger);
            assertThat(running.findings().inOrder()).as("seed %d", seed).isEmpty();
            ledger.mix(500, ACCOUNTS);
            LiveLedger.await("all to be decided", () -> audit(ledger).pending() == 0);
            ledger.stop();

            AuditReport stopped = audit(ledger);
            assertThat(stopped.findings().inOrder()).as("seed %d", seed).isEmpty();
            assertThat(stopped.accounts()).isEqualTo(ACCOUNTS);
            assertThat(stopped.entries()).isGreaterThan(2_000);

            tamper(ledger);
        }
    }

    private void tamper(LiveLedger ledger) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> journal = new ArrayList<>();
        new JournalReader(ledger.settings.forClients(), 1).readJournal(p -> journal::add);
        ConsumerRecord<byte[], byte[]> some = journal.get(journal.size() / 2);
        String account = new String(some.key(), StandardCharsets.UTF_8);
        ledger.send(Topics.BALANCE_CHANGES, account, some.value());
        ledger.flush();
        assertThat(audit(ledger).findings().inOrder()).singleElement().satisfies(f -> {
            assertThat(f.verdict()).isEqualTo(Verdict.DOUBLED);
            assertThat(f.account()).isEqualTo(account);
            assertThat(f.sequence()).isEqualTo(
                    WrittenAccount.CODECS.balanceChanges().decode(some.value()).getSequence());
        });

        ledger.admin.deleteRecords(Map.of(
                new TopicPartition(Topics.BALANCE_CHANGES.topicName(), some.partition()),
                RecordsToDelete.beforeOffset(some.offset()))).all().get();
        assertThat(audit(ledger).findings().counts())
                .containsKeys(Verdict.MISSING, Verdict.NOT_REDECIDED);
    }

    private static AuditReport audit(LiveLedger ledger) {
        Map<String, Object> kafka = ledger.settings.forClients();
        try (Audit audit = new Audit(kafka, new JournalReader(kafka), LiveLedger.CATALOG,
                WrittenAccount.CODECS, AuditOptions.withInputs(ledger.settings.applicationId()))) {
            return audit.run();
        }
    }
}
