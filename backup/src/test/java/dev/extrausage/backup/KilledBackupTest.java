package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Event;
import dev.extrausage.core.Seed;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.journal.proof.checkpoint.CheckpointKeys;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups, restores and reshards that are killed anywhere, and run again. */
@Timeout(600)
class KilledBackupTest {
    private static final String ID = LedgerSettings.DEFAULT_APPLICATION_ID;
    private static final int EVENTS = 600;
    private static final int KILLS = 4;

    @TempDir private Path folder;

    @Test void killed_backups_and_restores_run_again_lose_nothing(@Seed long seed)
            throws Exception {
        Random random = new Random(seed);
        List<Event> all = RunningLedger.events(System.currentTimeMillis(), 0, EVENTS);
        Path key = folder.resolve("backup.key");
        CheckpointKeys.generate(key);
        BackupFolder backups = new BackupFolder(folder.resolve("backups"));
        try (RunningLedger first = new RunningLedger(folder.resolve("first"))) {
            first.send(all.subList(0, EVENTS / 2));
            first.topUp("account-1", "one");
            backUp(random, first, backups, key);
            first.send(all.subList(EVENTS / 2, EVENTS));
        }
        Path data = folder.resolve("second");
        restore(random, data, backups, key);
        try (RunningLedger second = new RunningLedger(data)) {
            second.send(all); // some once more, and some for the first time here
            AuditReport audit = second.audit();
            assertThat(audit.findings().total()).isZero();
            assertThat(audit.pending()).isZero();
            assertThat(second.balances()).hasSize(RunningLedger.ACCOUNTS);
            assertThat(audit.entries()).isEqualTo(EVENTS + 1); // and the credit
        }
    }

    @Test void killed_reshards_run_again_lose_nothing(@Seed long seed) throws Exception {
        Random random = new Random(seed);
        List<Event> all = RunningLedger.events(System.currentTimeMillis(), 0, EVENTS);
        Path key = folder.resolve("reshard.key");
        CheckpointKeys.generate(key);
        Path data = folder.resolve("resharded");
        try (RunningLedger before = new RunningLedger(data)) {
            before.send(all.subList(0, EVENTS / 2));
            before.topUp("account-1", "one");
        }
        reshard(random, data, key);
        try (RunningLedger after = new RunningLedger(data)) {
            assertThat(after.cluster.partitions()).isEqualTo(KilledMain.PARTITIONS);
            after.send(all);
            AuditReport audit = after.audit();
            assertThat(audit.findings().total()).isZero();
            assertThat(audit.pending()).isZero();
            assertThat(audit.entries()).isEqualTo(EVENTS + 1); // and the credit
        }
    }

    private void reshard(Random random, Path data, Path key) throws Exception {
        Path backups = folder.resolve("reshard");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"))) {
            KafkaAccess access = KafkaAccess.at(kafka.bootstrapServers());
            KilledRestore killed = new KilledRestore();
            for (int kill = 0; kill < 2 * KILLS && !killed.hasEnded(); kill++) {
                List<String> steps = KilledMain.kill(random, 10, 1_500,
                        folder.resolve("reshard.log"), List.of("reshard",
                                kafka.bootstrapServers(), backups.toString(), key.toString()));
                killed.after(steps, RestoreMark.isOn(access, ID));
            }
            if (!killed.hasEnded()) {
                KilledMain.reshard(access, backups, key, line -> { });
            }
            assertThat(RestoreMark.isOn(access, ID)).isFalse();
        }
    }

    private void backUp(Random random, RunningLedger ledger, BackupFolder backups, Path key)
            throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            KilledMain.kill(random, 2, 800, folder.resolve("backup.log"), List.of("backup",
                    ledger.cluster.bootstrap(), backups.root().toString(), key.toString()));
            for (String whole : backups.names()) {
                assertSound(backups, whole, key);
            }
        }
        String made = Backup.make(ledger.cluster, ID, backups, null,
                CheckpointKeys.privateKey(key)).name();
        assertThat(backups.latest()).contains(made);
        assertSound(backups, made, key);
    }

    private static void assertSound(BackupFolder backups, String name, Path key) {
        assertThat(BackupCheck.check(backups, name, publicKey(key)).faults()).isEmpty();
    }

    private void restore(Random random, Path data, BackupFolder backups, Path key)
            throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"))) {
            KafkaAccess access = KafkaAccess.at(kafka.bootstrapServers());
            LedgerSettings settings = LedgerSettings.single(access, data.resolve("unused"));
            KilledRestore killed = new KilledRestore();
            try (Admin admin = Admin.create(settings.forClients())) {
                for (int kill = 0; kill < KILLS && !killed.hasEnded(); kill++) {
                    List<String> steps = KilledMain.kill(random, 5, 1_500,
                            folder.resolve("restore.log"), List.of("restore",
                                    kafka.bootstrapServers(), backups.root().toString(),
                                    publicKeyOf(key).toString()));
                    killed.after(steps, RestoreMark.isOn(admin, ID));
                }
            }
            if (!killed.hasEnded()) {
                Restore.run(access, ReleasedSchemas.load(), settings, backups,
                        backups.latest().orElseThrow(), publicKey(key), false, line -> { });
            }
            assertThat(RestoreMark.isOn(access, ID)).isFalse();
        }
    }

    private static Path publicKeyOf(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }

    private static PublicKey publicKey(Path key) {
        return CheckpointKeys.publicKey(publicKeyOf(key));
    }
}
