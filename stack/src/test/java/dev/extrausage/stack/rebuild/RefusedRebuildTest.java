package dev.extrausage.stack.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Seed;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.TopicSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilds that are refused, in a sentence and without a change to anything. */
class RefusedRebuildTest {
    private static final RebuildOptions REPLACE =
            new RebuildOptions(true, null, Duration.ofSeconds(1));

    @TempDir private static Path decided;
    private static LiveTraffic before;
    @TempDir private Path data;
    private RebuiltCluster cluster;
    private LiveTraffic traffic;

    /** Once: each test does to a copy of it what it will. */
    @BeforeAll static void decideSomething(@Seed long seed) {
        try (RebuiltCluster first = new RebuiltCluster(decided)) {
            before = new LiveTraffic(first, seed, 8);
            before.open();
            first.decideAll();
            before.mix(60);
            first.decideAll();
        }
    }

    @BeforeEach void startCopy() throws IOException {
        cluster = RebuiltCluster.copyOf(decided, data);
        traffic = before.at(cluster);
    }

    @AfterEach void stopCluster() {
        cluster.close();
    }

    @Test void a_running_ledger_is_left_alone() {
        try (LedgerStreams ledger = cluster.startLedger()) {
            assertRefused(REPLACE, "the ledger extra-usage-ledger runs");
            assertThat(ledger.isReadyForAll()).isTrue();
        }
    }

    @Test void a_ledger_cannot_join_while_a_rebuild_holds_its_group() {
        List<Throwable> failures = new ArrayList<>();
        cluster.rebuild(REPLACE, line -> {
            if (failures.isEmpty()) {
                assertThatThrownBy(cluster::startLedger).satisfies(failures::add);
            }
        });
        assertThat(failures).hasSize(1);
        cluster.decideAll();
        cluster.assertProved();
    }

    @Test void a_memory_that_is_there_is_named_and_kept() {
        assertRefused(new RebuildOptions(false, null, Duration.ofSeconds(1)),
                "to be deleted: the topic extra-usage-ledger-accounts-changelog",
                "to be deleted: the topic extra-usage-ledger-decided-ids-changelog",
                "say --replace");
    }

    @Test void a_journal_without_its_beginning_is_refused() throws Exception {
        ConsumerRecord<byte[], byte[]> some = journal().get(5);
        cluster.admin.deleteRecords(Map.of(
                new TopicPartition(some.topic(), some.partition()),
                RecordsToDelete.beforeOffset(some.offset() + 1))).all().get();
        assertRefused(REPLACE, "the journal is not whole", "what was before is deleted");
    }

    @Test void a_gap_in_the_journal_is_refused() {
        ConsumerRecord<byte[], byte[]> last = lastOf(journal());
        BalanceChange entry = RebuiltCluster.CODECS.balanceChanges().decode(last.value());
        entry.setSequence(entry.getSequence() + 2);
        write(last, sealed(RebuiltCluster.CODECS.balanceChanges().encode(entry)));
        assertRefused(REPLACE, "the journal is not whole");
    }

    @Test void a_changed_entry_is_refused() {
        ConsumerRecord<byte[], byte[]> last = lastOf(journal());
        byte[] changed = last.value().clone();
        changed[changed.length / 2] ^= 1;
        write(last, changed);
        assertRefused(REPLACE, "the journal is not whole");
    }

    @Test void a_journal_that_ends_before_the_snapshots_is_refused() throws Exception {
        String account = "account-1";
        ConsumerRecord<byte[], byte[]> latest = null;
        for (ConsumerRecord<byte[], byte[]> snapshot
                : cluster.committed(Topics.BALANCES.topicName())) {
            if (account.equals(new String(snapshot.key(), StandardCharsets.UTF_8))) {
                latest = snapshot;
            }
        }
        Balance balance = RebuiltCluster.CODECS.balances().decode(latest.value());
        balance.setSequence(balance.getSequence() + 1);
        write(latest, RebuiltCluster.CODECS.balances().encode(balance));
        assertRefused(REPLACE, "the journal is not whole",
                "balances has a snapshot of account " + account);
    }

    @Test void inputs_that_lie_elsewhere_need_given_positions() throws Exception {
        int usage = cluster.committed(Topics.USAGE_EVENTS.topicName()).size();
        cluster.delete(Topics.USAGE_EVENTS);
        assertRefused(REPLACE, "there is no topic usage-events");
        TopicSetup.apply(
                cluster.admin, cluster.settings, RebuiltCluster.PARTITIONS);
        assertRefused(REPLACE, "usage-events-", "are gone");

        // What is no event takes the places of all that there were, so that none lies where it lay.
        writeNonsense(usage);
        traffic.repeatAll();
        traffic.repeatAll();
        assertRefused(REPLACE, "the inputs do not lie where they lay");
        assertRefused(new RebuildOptions(true, Map.of(), Duration.ofSeconds(1)),
                "no position is given for");
        // The rest are repeats: the positions end up behind those that are duplicates.
        Map<TopicPartition, Long> begin = new HashMap<>();
        for (int p = 0; p < RebuiltCluster.PARTITIONS; p++) {
            begin.put(new TopicPartition("usage-events", p), (long) usage);
            begin.put(new TopicPartition("account-events", p), 0L);
            begin.put(new TopicPartition("credit-events", p), 0L);
        }
        cluster.rebuild(new RebuildOptions(true, begin, Duration.ofSeconds(1)));
        try (LedgerStreams ledger = cluster.startLedger()) {
            assertThat(ledger.failure()).isEmpty();
        }
    }

    private void writeNonsense(int records) {
        for (int i = 0; i < records * RebuiltCluster.PARTITIONS; i++) {
            cluster.producer.send(new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(),
                    i % RebuiltCluster.PARTITIONS, new byte[] {1}, new byte[] {1, 2, 3}));
        }
        cluster.producer.flush();
    }

    private void assertRefused(RebuildOptions options, String... saying) {
        Map<String, String> accounts = cluster.accounts();
        ThrowingCallable rebuild = () -> cluster.rebuild(options);
        assertThatThrownBy(rebuild).isInstanceOf(CannotRebuild.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(saying));
        assertThat(cluster.accounts()).isEqualTo(accounts);
    }

    private List<ConsumerRecord<byte[], byte[]>> journal() {
        return cluster.committed(Topics.BALANCE_CHANGES.topicName());
    }

    private static ConsumerRecord<byte[], byte[]> lastOf(
            List<ConsumerRecord<byte[], byte[]>> records) {
        return records.get(records.size() - 1);
    }

    private static byte[] sealed(byte[] entry) {
        byte[] previous = Arrays.copyOfRange(entry,
                entry.length - 2 * HashChain.HASH_LENGTH, entry.length - HashChain.HASH_LENGTH);
        new HashChain().seal(previous, entry);
        return entry;
    }

    private void write(ConsumerRecord<byte[], byte[]> like, byte[] value) {
        cluster.producer.send(
                new ProducerRecord<>(like.topic(), like.partition(), like.key(), value));
        cluster.producer.flush();
    }
}
