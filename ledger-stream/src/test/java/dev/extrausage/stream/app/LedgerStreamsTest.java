package dev.extrausage.stream.app;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.purchase;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Event;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.packed.AccountCodec;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.startup.ChangelogTopics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.OrderlyEnd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The ledger on a real broker. */
class LedgerStreamsTest {
    private TestCluster cluster;
    private Traffic traffic;

    @BeforeEach void startCluster() {
        cluster = TestCluster.ready();
        traffic = new Traffic(cluster);
    }

    @AfterEach void stopCluster() {
        cluster.close();
    }

    @Test void inputs_are_decided_by_the_brokers_append_time_and_committed() {
        cluster.whileLedgerRuns(ledger -> {
            cluster.send(change(traffic.newId(), "acme", traffic.now, planStarted("pro")));
            cluster.awaitEntries(1);
            cluster.send(change(traffic.newId(), "acme", traffic.now, purchase("g", 5)));
            cluster.send(usage(traffic.newId(), "acme", traffic.now));
            List<BalanceChange> entries = cluster.awaitEntries(3);
            assertThat(entries).extracting(BalanceChange::getOutcome).containsOnly("APPLIED");
            assertThat(entries).allMatch(e -> e.getReceivedAt().toEpochMilli() >= traffic.now);
            assertThat(ledger.activePartitions()).containsExactly(0, 1, 2);
            cluster.assertBalancesMatchTheJournal();
            assertThat(cluster.committed(Topics.NOTICES)).hasSize(1);
            cluster.assertJournalIsWhole();
        });
    }

    @Test void a_commit_has_one_state_and_snapshot_per_account() {
        cluster.whileLedgerRuns(ledger -> traffic.openAccounts(1));
        traffic.events(1, 900).forEach(cluster::send);
        cluster.flush();
        cluster.whileLedgerRuns(ledger -> cluster.awaitEntries(901));
        int snapshots = cluster.committed(Topics.BALANCES).size();
        assertThat(snapshots).isBetween(1, 901 / 3);
        assertThat(cluster.committed(cluster.settings.applicationId() + "-" + Accounts.STORE
                + "-changelog")).hasSize(snapshots);
        cluster.assertBalancesMatchTheJournal();
    }

    @Test void a_restart_goes_on_exactly() {
        List<Event> events = traffic.events(20, 300);
        cluster.whileLedgerRuns(ledger -> {
            traffic.openAccounts(20);
            events.subList(0, 150).forEach(cluster::send);
            cluster.awaitEntries(170);
        });
        events.forEach(cluster::send);
        cluster.whileLedgerRuns(ledger -> {
            cluster.awaitEntries(320);
            cluster.assertJournalIsWhole();
            cluster.assertBalancesMatchTheJournal();
        });
    }

    @Test void a_lost_state_directory_is_read_again_from_the_changelogs() {
        List<Event> events = traffic.events(20, 200);
        cluster.whileLedgerRuns(ledger -> {
            traffic.openAccounts(20);
            events.forEach(cluster::send);
            cluster.awaitEntries(220);
        });
        TestCluster.delete(cluster.settings.stateDirectory());
        events.forEach(cluster::send);
        List<Event> more = traffic.events(20, 50);
        more.forEach(cluster::send);
        cluster.whileLedgerRuns(ledger -> {
            cluster.awaitEntries(270);
            cluster.assertJournalIsWhole();
            cluster.assertBalancesMatchTheJournal();
        });
    }

    /** As after a kill between the closing of a task because of a fault and the deletion. */
    @Test void stores_without_an_orderly_end_are_restored() {
        List<Event> events = traffic.events(20, 200);
        cluster.whileLedgerRuns(ledger -> {
            traffic.openAccounts(20);
            events.subList(0, 100).forEach(cluster::send);
            cluster.awaitEntries(120);
        });
        assertThat(new OrderlyEnd(cluster.settings).take(
                new ChangelogTopics(cluster.settings).generation(cluster.admin))).isTrue();
        cluster.accountStores().forEach(LedgerStreamsTest::putWhatWasRolledBack);
        events.subList(100, 200).forEach(cluster::send);
        cluster.whileLedgerRuns(ledger -> {
            cluster.awaitEntries(220);
            cluster.assertJournalIsWhole();
            cluster.assertBalancesMatchTheJournal();
        });
    }

    private static void putWhatWasRolledBack(Path store) {
        try (Options options = new Options(); DBOptions all = new DBOptions()) {
            List<ColumnFamilyDescriptor> families =
                    RocksDB.listColumnFamilies(options, store.toString()).stream()
                            .map(ColumnFamilyDescriptor::new).toList();
            try (RocksDB files = RocksDB.open(all, store.toString(), families, new ArrayList<>());
                    RocksIterator each = files.newIterator()) {
                for (each.seekToFirst(); each.isValid(); each.next()) {
                    String account = new String(each.key(), StandardCharsets.UTF_8);
                    files.put(each.key(), AccountCodec.encode(StoredAccount.unknown(account)));
                }
            }
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * As after a transaction that timed out: the process lives, its tasks are made anew, or its
     * thread where the transaction was just being committed.
     */
    @Test void a_fenced_task_forgets_what_was_rolled_back() {
        List<Event> events = traffic.events(20, 6_000);
        cluster.whileLedgerRuns(ledger -> {
            traffic.openAccounts(20);
            events.subList(0, 3_000).forEach(cluster::send);
            cluster.flush();
            TestCluster.await("the first commits",
                    () -> cluster.committed(Topics.BALANCE_CHANGES).size() > 20);
            cluster.fenceAllProducers();
            events.subList(3_000, 6_000).forEach(cluster::send);
            cluster.awaitEntries(6_020);
            assertThat(ledger.failure()).isEmpty();
            assertThat(total(ledger, "task-closed-total") + total(ledger, "failed-stream-threads"))
                    .isPositive();
            cluster.assertJournalIsWhole();
            cluster.assertBalancesMatchTheJournal();
        });
    }

    /**
     * Each commit names the next record that Streams holds, in the middle of what a poll brought: a
     * task that is made anew begins there.
     */
    @Test void a_fence_within_a_backlog_costs_no_input() {
        int backlog = 12_000;
        cluster.whileLedgerRuns(ledger -> traffic.openAccounts(20));
        traffic.events(20, backlog).forEach(cluster::send);
        cluster.flush();
        LedgerSettings usual = cluster.settings;
        LedgerSettings often = new LedgerSettings(usual.bootstrapServers(), usual.applicationId(),
                usual.stateDirectory(), usual.threads(), usual.instances(),
                usual.replicationFactor(), usual.minInsyncReplicas(), usual.clientSettings(), 1);
        int fences = 0;
        while (cluster.entries().size() < 20 + backlog) {
            // A broker that meets a fence within a commit may fail, which stops the ledger.
            try (LedgerStreams ledger = LedgerStreams.start(
                    often, TestCluster.CATALOG, ReleasedSchemas.load())) {
                for (; fences < 6 && ledger.failure().isEmpty(); fences++) {
                    long before = ledger.refusals().decided();
                    TestCluster.await("it to go on", () -> ledger.failure().isPresent()
                            || ledger.refusals().decided() > Math.min(before + 300, backlog - 1)
                            || cluster.entries().size() == 20 + backlog);
                    cluster.fenceAllProducers();
                }
                TestCluster.await("every input to be decided", () ->
                        ledger.failure().isPresent() || cluster.entries().size() == 20 + backlog);
            }
        }
        cluster.assertJournalIsWhole();
        cluster.assertBalancesMatchTheJournal();
    }

    private static double total(LedgerStreams ledger, String metric) {
        return ledger.metrics().entrySet().stream()
                .filter(m -> m.getKey().name().equals(metric))
                .mapToDouble(m -> ((Number) m.getValue().metricValue()).doubleValue()).sum();
    }

    @Test void only_transactions_ended_by_kafka_are_no_reason_to_stop() {
        assertThat(LedgerStreams.isEndedByKafka(new StreamsException("the commit",
                new InvalidTxnStateException("invalid state")))).isTrue();
        assertThat(LedgerStreams.isEndedByKafka(new StreamsException("the commit",
                new TransactionalIdAuthorizationException("denied")))).isFalse();
        assertThat(LedgerStreams.isEndedByKafka(new OutOfMemoryError())).isFalse();
    }

    @Test void the_second_instance_goes_on_when_the_first_ends() {
        List<Event> events = traffic.events(20, 300);
        try (LedgerStreams stays = cluster.startOneOfTwo("stays")) {
            try (LedgerStreams ends = cluster.startOneOfTwo("ends")) {
                traffic.openAccounts(20);
                events.subList(0, 150).forEach(cluster::send);
                cluster.awaitEntries(170);
                TestCluster.await("both to have work", () -> ends.isReady() && stays.isReady()
                        && ends.activePartitions().size() + stays.activePartitions().size()
                                == TestCluster.PARTITIONS);
                events.subList(100, 300).forEach(cluster::send);
            }
            TestCluster.await("the other to have all", stays::isReadyForAll);
            cluster.awaitEntries(320);
            cluster.assertJournalIsWhole();
            cluster.assertBalancesMatchTheJournal();
        }
    }

    @Test void an_instance_without_partitions_is_a_healthy_spare() {
        List<LedgerStreams> instances = new ArrayList<>();
        try {
            for (int i = 0; i <= TestCluster.PARTITIONS; i++) {
                instances.add(cluster.startOneOfTwo("instance-" + i));
            }
            TestCluster.await("a spare beside those at work", () ->
                    instances.stream().filter(LedgerStreams::isReady).count()
                            == TestCluster.PARTITIONS
                            && instances.stream().filter(LedgerStreams::isSpare).count() == 1);
            LedgerStreams ends = instances.stream().filter(LedgerStreams::isReady)
                    .findFirst().orElseThrow();
            ends.close();
            assertThat(ends.isSpare()).isFalse();
            instances.remove(ends);
            TestCluster.await("the spare to take over", () ->
                    instances.stream().allMatch(LedgerStreams::isReady));
            traffic.openAccounts(20);
            cluster.awaitEntries(20);
            cluster.assertJournalIsWhole();
        } finally {
            instances.forEach(LedgerStreams::close);
        }
    }
}
