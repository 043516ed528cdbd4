package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Event;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.StartOffsets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose topics get more partitions, and then fewer, broken off at every step. */
@Timeout(600)
class ReshardTest {
    private static final int EVENTS = 400;
    private static final String ID = LedgerSettings.DEFAULT_APPLICATION_ID;
    private static final long NOW = System.currentTimeMillis();

    @TempDir private Path folder;
    private KeyPair keys;
    private Path data;
    private List<Event> all;
    private List<Event> undecided;
    private Map<String, List<Long>> balances;
    private long entries;

    @BeforeEach void a_stopped_ledger_with_inputs_that_nobody_decided() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        data = folder.resolve("data");
        all = RunningLedger.events(NOW, 0, EVENTS);
        try (RunningLedger ledger = new RunningLedger(data)) {
            ledger.send(all.subList(0, 200));
            ledger.topUp("account-1", "one");
            ledger.topUp("account-2", "two");
            ledger.sendTooLong("account-3");
            ledger.send(all.subList(200, 300));
            ledger.send(all.subList(0, 50)); // duplicates
            balances = ledger.balances();
            entries = ledger.audit().entries();
        }
        undecided = all.subList(300, EVENTS);
        try (EmbeddedKafka kafka = kafka(); Cluster cluster = Cluster.connect(
                kafka.bootstrapServers(), ReleasedSchemas.load())) {
            sendOnly(cluster, undecided);
        }
    }

    @Test void more_and_then_fewer_partitions_change_nothing_but_places() {
        Reshard.Report more = reshard(6, line -> { });
        assertThat(more.from()).isEqualTo(4);
        assertThat(more.entries()).isEqualTo(entries);
        assertThat(more.accounts()).isEqualTo(RunningLedger.ACCOUNTS);
        assertThat(more.restored().undecided()).isEqualTo(undecided.size());
        Map<String, List<Long>> later;
        try (RunningLedger ledger = new RunningLedger(data)) {
            assertThat(ledger.cluster.partitions()).isEqualTo(6);
            ledger.send(all); // all once more: each is known, or was waiting
            later = ledger.balances();
            assertProved(ledger, entries + undecided.size());
            ledger.topUp("account-1", "one"); // answered before, and so not paid again
            assertThat(ledger.audit().entries()).isEqualTo(entries + undecided.size());
        }
        assertThat(later.keySet()).isEqualTo(balances.keySet());

        Reshard.Report fewer = reshard(1, line -> { });
        assertThat(fewer.entries()).isEqualTo(entries + undecided.size());
        assertThat(fewer.restored().undecided()).isZero();
        try (RunningLedger ledger = new RunningLedger(data)) {
            assertThat(ledger.balances()).isEqualTo(later);
            assertProved(ledger, entries + undecided.size());
            ledger.send(RunningLedger.events(NOW, EVENTS, 20));
            assertProved(ledger, entries + undecided.size() + 20);
        }
    }

    @Test void a_reshard_broken_off_anywhere_ends_when_run_again() {
        List<String> steps = new ArrayList<>();
        for (int failing = 0; ; failing++) {
            int[] left = {failing};
            steps.clear();
            try {
                reshard(3, line -> {
                    steps.add(line);
                    if (left[0]-- == 0) {
                        throw new IllegalStateException("broken off before: " + line);
                    }
                });
                break;
            } catch (IllegalStateException e) {
                assertBeforeOrRefused(e.getMessage());
            }
        }
        assertThat(steps.get(0)).contains("begun before and has not ended");
        try (RunningLedger ledger = new RunningLedger(data)) {
            ledger.send(all);
            assertThat(ledger.cluster.partitions()).isEqualTo(3);
            assertProved(ledger, entries + undecided.size());
        }
    }

    @Test void what_cannot_be_done_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> reshard(4, line -> { })).isInstanceOf(BackupProblem.class)
                .hasMessageContaining("have 4 partitions already");
        assertThatThrownBy(() -> options(0, true)).hasMessageContaining("must be 1 to 1000");
        assertThatThrownBy(() -> run(options(5, false), line -> { }))
                .isInstanceOf(BackupProblem.class).hasMessageContaining("--senders-stopped");
        assertThatThrownBy(() -> run(options(5, true), line -> {
            if (line.startsWith("moving")) {
                throw new IllegalStateException("broken off");
            }
        })).hasMessage("broken off");
        assertThatThrownBy(() -> run(new Reshard.Options(folder.resolve("reshard-5"), 7, keys,
                true, Duration.ZERO), line -> { })).isInstanceOf(BackupProblem.class)
                .hasMessageContaining("is of a reshard to 5 partitions, not to 7");
    }

    /** Until the mark is there nothing was changed; with it, no ledger starts. */
    private void assertBeforeOrRefused(String where) {
        try (EmbeddedKafka kafka = kafka(); Admin admin = Admin.create(
                LedgerSettings.single(kafka.bootstrapServers(), data).forClients())) {
            ReshardTarget target = new ReshardTarget(admin, ID, 3);
            if (target.hasMark()) {
                assertThatThrownBy(() -> StartOffsets.require(admin, ID, 3)).as(where)
                        .isInstanceOf(CannotStart.class).hasMessageContaining("has not ended");
            } else {
                StartOffsets.require(admin, ID, 4);
                assertThat(target.plan().replication()).isEqualTo(1);
            }
        }
    }

    private static void assertProved(RunningLedger ledger, long entries) {
        AuditReport audit = ledger.audit();
        assertThat(audit.findings().inOrder()).isEmpty();
        assertThat(audit.entries()).isEqualTo(entries);
    }

    private Reshard.Report reshard(int partitions, Consumer<String> progress) {
        return run(options(partitions, true), progress);
    }

    private Reshard.Options options(int partitions, boolean sendersStopped) {
        return new Reshard.Options(folder.resolve("reshard-" + partitions), partitions, keys,
                sendersStopped, Duration.ofSeconds(60));
    }

    private Reshard.Report run(Reshard.Options options, Consumer<String> progress) {
        try (EmbeddedKafka kafka = kafka()) {
            KafkaAccess access = KafkaAccess.at(kafka.bootstrapServers());
            return Reshard.run(access, ReleasedSchemas.load(),
                    LedgerSettings.single(access, data.resolve("unused")), options, progress);
        }
    }

    private EmbeddedKafka kafka() {
        return EmbeddedKafka.start(data.resolve("kafka"));
    }

    /** Writes them without waiting for a ledger. */
    private static void sendOnly(Cluster cluster, List<Event> events) {
        TopicCodecs codecs = TopicCodecs.of(ReleasedSchemas.load());
        try (Producer<byte[], byte[]> producer = cluster.producer()) {
            events.forEach(event -> producer.send(new ProducerRecord<>(
                    Topics.of(event).topicName(), cluster.partitionOf(event.accountId()),
                    event.accountId().getBytes(StandardCharsets.UTF_8),
                    codecs.usageEvents().encode(EventCodec.toAvro(
                            (UsageEvent) event)))));
        }
    }
}
