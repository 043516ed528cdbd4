package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Event;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.StartOffsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is backed up under load, and one that goes on from its backups. */
@Timeout(600)
class BackupAndRestoreTest {
    private static final int EVENTS = 1_500;
    private static final String ID = LedgerSettings.DEFAULT_APPLICATION_ID;
    private static final long NOW = System.currentTimeMillis();

    @TempDir private static Path folder;
    private static KeyPair keys;
    private static BackupFolder backups;
    private static RunningLedger first;
    private static List<Event> all;

    @BeforeAll
    static void a_ledger_backed_up_under_load() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        backups = new BackupFolder(folder.resolve("backups"));
        first = new RunningLedger(folder.resolve("first"));
        all = RunningLedger.events(NOW, 0, EVENTS);
        first.send(all.subList(0, RunningLedger.ACCOUNTS));
        first.topUp("account-1", "one");
        first.sendTooLong("account-3");
        first.send(all.subList(RunningLedger.ACCOUNTS, 200));
        CompletableFuture<Void> load =
                CompletableFuture.runAsync(() -> first.send(all.subList(200, EVENTS)));
        Backup.make(first.cluster, ID, backups, null, keys.getPrivate());
        first.topUp("account-2", "two");
        Backup.make(first.cluster, ID, backups, "backup-000001", keys.getPrivate());
        load.get();
    }

    @AfterAll
    static void stop() {
        first.close();
    }

    @Test
    void a_restored_ledger_goes_on_as_if_nothing_had_happened() {
        assertThat(BackupCheck.check(backups, "backup-000002", keys.getPublic()).faults())
                .isEmpty();
        Path data = folder.resolve("second");
        Restore.Report report = restore(data, "backup-000002");
        Manifest cut = backups.manifest("backup-000002");

        try (RunningLedger second = new RunningLedger(data)) {
            assertThat(journalBefore(cut, second.records("balance-changes")))
                    .isEqualTo(journalBefore(cut, first.records("balance-changes")));
            assertThatThrownBy(() -> Backup.make(second.cluster, ID, backups, "backup-000002",
                    keys.getPrivate())).isInstanceOf(BackupProblem.class)
                    .hasMessageContaining("Make a full backup");
            second.send(all); // those before the cut again, and those behind it
            assertThat(second.balances()).isEqualTo(first.balances());
            AuditReport audit = second.audit();
            assertThat(audit.findings().total()).isZero();
            assertThat(audit.entries()).isEqualTo(first.audit().entries());
            assertThat(report.records()).isPositive();
            // The processor there is a new one: it was asked for nothing that was paid before.
            assertThat(folder.resolve("second/payments.log")).satisfiesAnyOf(
                    log -> assertThat(log).doesNotExist(), log -> assertThat(log).isEmptyFile());
        }
    }

    @Test
    void every_record_lies_where_it_lay() {
        Backup.make(first.cluster, ID, backups, null, keys.getPrivate());
        String name = backups.latest().orElseThrow();
        Path data = folder.resolve("third");
        restore(data, name);
        try (RunningLedger third = new RunningLedger(data)) {
            for (Topics topic : Topics.values()) {
                if (topic != Topics.BALANCES) {
                    assertThat(signs(third.records(topic.topicName()))).as(topic.topicName())
                            .containsAllEntriesOf(signs(first.records(topic.topicName())));
                }
            }
        }
    }

    @Test
    void a_used_kafka_is_refused_and_left_as_it_is() {
        int before = first.records("balance-changes").size();
        LedgerSettings settings =
                LedgerSettings.single(first.cluster.access(), folder.resolve("unused"));
        assertThatThrownBy(() -> Restore.run(first.cluster.access(), ReleasedSchemas.load(),
                settings, backups, "backup-000001", keys.getPublic(), false, line -> { }))
                .isInstanceOf(BackupProblem.class).hasMessageContaining("somebody is at work");
        try (Admin admin = Admin.create(settings.forClients())) {
            assertThatThrownBy(() -> new EmptyKafka(admin, settings).prepare(
                    backups.manifest("backup-000001"), true, line -> { }))
                    .isInstanceOf(BackupProblem.class).hasMessageContaining("is not empty");
        }
        assertThat(first.records("balance-changes")).hasSize(before);
    }

    @Test
    void a_broken_off_restore_begins_anew_before_any_ledger_starts() {
        Path data = folder.resolve("fourth");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(kafkaOf(data))) {
            LedgerSettings settings =
                    LedgerSettings.single(kafka.bootstrapServers(), data.resolve("unused"));
            try (Admin admin = Admin.create(settings.forClients())) {
                new EmptyKafka(admin, settings).prepare(
                        backups.manifest("backup-000001"), false, line -> { });
                assertThatThrownBy(() -> StartOffsets.require(admin, ID, 4))
                        .isInstanceOf(CannotStart.class).hasMessageContaining("restore");
            }
        }
        restore(data, "backup-000001");
        try (RunningLedger fourth = new RunningLedger(data)) {
            fourth.send(all);
            assertThat(fourth.audit().findings().total()).isZero();
        }
    }

    @Test
    void what_a_restore_has_left_half_is_not_backed_up() throws Exception {
        BackupFolder none = new BackupFolder(folder.resolve("none"));
        try (RunningLedger half = new RunningLedger(folder.resolve("half"));
                Admin admin = Admin.create(half.cluster.access().forClients())) {
            half.send(all.subList(0, RunningLedger.ACCOUNTS));
            NewTopic mark = new NewTopic(RestoreMark.of(ID), 1, (short) 1);
            admin.createTopics(List.of(mark)).all().get();
            KafkaReplies.await("the mark", () -> RestoreMark.isOn(admin, ID));
            assertThatThrownBy(() ->
                    Backup.make(half.cluster, ID, none, null, keys.getPrivate()))
                    .isInstanceOf(BackupProblem.class).hasMessage(RestoreMark.NOT_ENDED);
            assertThat(none.names()).isEmpty();
        }
    }

    @Test
    void a_killed_backup_is_none_and_is_gone_on_with() throws Exception {
        BackupFolder killed = new BackupFolder(folder.resolve("killed"));
        Backup.make(first.cluster, ID, killed, null, keys.getPrivate());
        Manifest manifest = killed.manifest("backup-000001");
        Path whole = killed.of("backup-000001");
        Path half = Files.move(whole, killed.root().resolve("backup-000001.unfinished"));
        Files.writeString(half.resolve("since"), BackupFolder.note(
                BackupFolder.NOTHING, manifest.topicIds()));
        WholeFiles notes = new WholeFiles(keys.getPrivate());
        for (Manifest.Part part : manifest.parts()) {
            for (Manifest.KeptFile file : part.files()) {
                notes.add(half, file);
            }
        }
        Files.delete(half.resolve("manifest.json"));
        Files.delete(half.resolve("checkpoint.json"));
        Files.delete(filesOf(half, "usage-events-1-").get(0));
        Files.writeString(half.resolve("balance-changes-0-x.avro.unfinished"), "half a file");

        assertThat(killed.names()).isEmpty();
        assertThatThrownBy(() -> killed.chain("backup-000001")).hasMessageContaining("no backup");
        Backup.make(first.cluster, ID, killed, null, keys.getPrivate());

        BackupCheck.Result result =
                BackupCheck.check(killed, "backup-000001", keys.getPublic());
        assertThat(result.faults()).isEmpty();
        assertThat(killed.names()).containsExactly("backup-000001");
    }

    private static Restore.Report restore(Path data, String name) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(kafkaOf(data))) {
            KafkaAccess access = KafkaAccess.at(kafka.bootstrapServers());
            return Restore.run(access, ReleasedSchemas.load(),
                    LedgerSettings.single(access, data.resolve("unused")), backups, name,
                    keys.getPublic(), false, line -> { });
        }
    }

    private static Path kafkaOf(Path data) {
        return data.resolve("kafka");
    }

    static List<Path> filesOf(Path folder, String prefix) throws Exception {
        try (var all = Files.list(folder)) {
            return all.filter(p -> p.getFileName().toString().startsWith(prefix)).sorted().toList();
        }
    }

    /** The content of each record, by its place. */
    private static Map<String, String> signs(Map<String, KeptRecord> records) {
        Map<String, String> signs = new TreeMap<>();
        records.forEach((place, r) -> signs.put(place, r.timestamp() + " " + hex(r.key()) + " "
                + hex(r.value()) + " " + r.headers()));
        return signs;
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }

    private static Map<String, String> journalBefore(
            Manifest cut, Map<String, KeptRecord> records) {
        Map<String, KeptRecord> before = new TreeMap<>(records);
        before.values().removeIf(r -> r.offset() >= cut.part(
                new TopicPartition("balance-changes", r.partition())).orElseThrow().to());
        return signs(before);
    }
}
