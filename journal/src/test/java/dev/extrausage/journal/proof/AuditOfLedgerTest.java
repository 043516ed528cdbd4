package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Seed;
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

    @Test void a_running_ledger_is_proved_and_damage_is_found(
            @Seed long seed) throws Exception {
        try (LiveLedger ledger = new LiveLedger(data, seed)) {
            ledger.start();
            ledger.open(ACCOUNTS);
            ledger.mix(2_000, ACCOUNTS);
            AuditReport running = audit(ledger);
            assertThat(running.findings().inOrder()).isEmpty();
            useFromAllowance(ledger, ACCOUNTS);
            ledger.mix(500, ACCOUNTS);
            awaitAllDecided(ledger);
            ledger.stop();

            AuditReport stopped = audit(ledger);
            assertThat(stopped.findings().inOrder()).isEmpty();
            assertThat(stopped.accounts()).isEqualTo(ACCOUNTS + 1);
            assertThat(stopped.entries()).isGreaterThan(2_000);

            tamper(ledger);
        }
    }

    /** Leaves an account whose last entry, a use of its allowance, none but its own past gives. */
    private static void useFromAllowance(LiveLedger ledger, int account) {
        ledger.startPlan(account, "pro");
        awaitAllDecided(ledger); // topics run apart: the plan must be there before it is used
        ledger.use(account, "claude.ai", 1_000);
    }

    private static void awaitAllDecided(LiveLedger ledger) {
        LiveLedger.await("all to be decided", () -> audit(ledger).pending() == 0);
    }

    private static void tamper(LiveLedger ledger) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> journal = new ArrayList<>();
        new JournalReader(ledger.settings.forClients(), 1).readJournal(p -> journal::add);
        ConsumerRecord<byte[], byte[]> some = journal.get(journal.size() / 2);
        String account = new String(some.key(), StandardCharsets.UTF_8);
        ledger.send(Topics.BALANCE_CHANGES, account, some.value());
        ledger.flush();
        assertThat(audit(ledger).findings().inOrder()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(FindingKind.DOUBLED);
            assertThat(f.account()).isEqualTo(account);
            assertThat(f.sequence()).isEqualTo(
                    WrittenAccount.CODECS.balanceChanges().decode(some.value()).getSequence());
        });

        String cut = "account-" + ACCOUNTS;
        ConsumerRecord<byte[], byte[]> last = journal.stream()
                .filter(r -> cut.equals(new String(r.key(), StandardCharsets.UTF_8)))
                .reduce((one, next) -> next).orElseThrow();
        ledger.admin.deleteRecords(Map.of(
                new TopicPartition(Topics.BALANCE_CHANGES.topicName(), last.partition()),
                RecordsToDelete.beforeOffset(last.offset()))).all().get();
        assertThat(audit(ledger).findings().inOrder())
                .filteredOn(f -> cut.equals(f.account())).extracting(Finding::kind)
                .contains(FindingKind.MISSING, FindingKind.NOT_REDECIDED);
    }

    private static AuditReport audit(LiveLedger ledger) {
        Map<String, Object> kafka = ledger.settings.forClients();
        try (Audit audit = new Audit(kafka, new JournalReader(kafka), LiveLedger.CATALOG,
                WrittenAccount.CODECS, AuditOptions.withInputs(ledger.settings.applicationId()))) {
            return audit.run();
        }
    }
}
