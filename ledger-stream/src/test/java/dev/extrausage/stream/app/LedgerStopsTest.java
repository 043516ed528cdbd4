package dev.extrausage.stream.app;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Event;
import dev.extrausage.core.Plan;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LostOffsets;
import dev.extrausage.stream.topology.LedgerDriver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults other than bad inputs stop the ledger, or keep it from starting; nothing is lost. */
class LedgerStopsTest {
    private TestCluster cluster;
    private Traffic traffic;

    @BeforeEach void startCluster() {
        cluster = TestCluster.ready();
        traffic = new Traffic(cluster);
    }

    @AfterEach void stopCluster() {
        cluster.close();
    }

    /** A catalog that has lost a plan in use, unseen by the start, stands for any bug. */
    @Test void a_bug_stops_the_ledger_and_leaves_nothing_half_applied()
            throws InterruptedException {
        cluster.whileLedgerRuns(ledger -> {
            traffic.openAccounts(10);
            cluster.send(change(traffic.newId(), "on-team", traffic.now, planStarted("team")));
            cluster.awaitEntries(11);
        });
        List<Event> events = traffic.events(10, 100);
        events.subList(0, 60).forEach(cluster::send);
        cluster.send(usage(traffic.newId(), "on-team", traffic.now));
        events.subList(60, 100).forEach(cluster::send);
        forgetTheCatalog();
        try (LedgerStreams ledger = LedgerStreams.start(
                cluster.settings, withoutTeam(), ReleasedSchemas.load())) {
            assertThat(ledger.awaitEnd(Duration.ofSeconds(120))).isTrue();
            assertThat(ledger.failure()).isPresent();
        }
        assertThat(cluster.entries()).filteredOn(e -> e.getAccountId().equals("on-team"))
                .hasSize(1);
        forgetTheCatalog();
        cluster.whileLedgerRuns(ledger -> {
            cluster.awaitEntries(112);
            cluster.assertJournalIsWhole();
            cluster.assertBalancesMatchTheJournal();
        });
    }

    private void forgetTheCatalog() {
        String version = TestCluster.CATALOG.versions().get(0).version();
        cluster.send(Topics.CATALOG_VERSIONS, null, version.getBytes(StandardCharsets.UTF_8), null);
        cluster.flush();
    }

    private static Catalog withoutTeam() {
        CatalogVersion v = TestCluster.CATALOG.versions().get(0);
        Map<String, Plan> plans = new HashMap<>(v.plans());
        plans.remove("team");
        return new Catalog(List.of(new CatalogVersion(v.version(), v.effectiveFrom(), v.prices(),
                plans, v.firstPartyApps(), v.starterCreditLifetimeMillis(),
                v.creditExpiringWarningMillis(), v.lateUsageGraceMillis(), v.topUp(),
                v.autoReload())));
    }

    @Test void lost_offsets_stop_the_start_and_are_recovered()
            throws Exception {
        List<Event> events = traffic.events(10, 120);
        cluster.whileLedgerRuns(ledger -> {
            traffic.openAccounts(10);
            events.forEach(cluster::send);
            cluster.send(Topics.CREDIT_EVENTS, 1, null, new byte[3]);
            cluster.awaitEntries(130);
            TestCluster.await("the rejection",
                    () -> cluster.committed(Topics.REJECTED_EVENTS).size() == 1);
        });
        String group = cluster.settings.applicationId();
        Map<TopicPartition, Long> before = new HashMap<>();
        cluster.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()
                .forEach((partition, offset) -> before.put(partition, offset.offset()));
        cluster.admin.deleteConsumerGroups(List.of(group)).all().get();
        assertThatThrownBy(() -> LedgerStreams.start(
                cluster.settings, TestCluster.CATALOG, ReleasedSchemas.load()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("no committed offset").hasMessageContaining("has run");
        assertThat(cluster.setUp().created()).isEmpty();
        assertThat(LostOffsets.recover(cluster.admin, cluster.settings, LedgerDriver.CODECS))
                .isEqualTo(before);
        traffic.events(10, 30).forEach(cluster::send);
        cluster.whileLedgerRuns(ledger -> {
            cluster.awaitEntries(160);
            cluster.assertJournalIsWhole();
        });
    }

    @Test void a_commit_without_its_markers_is_recovered_too()
            throws Exception {
        cluster.whileLedgerRuns(ledger -> traffic.openAccounts(1));
        cluster.admin.deleteConsumerGroups(List.of(cluster.settings.applicationId())).all().get();
        ConsumerRecord<byte[], byte[]> entry = cluster.committed(Topics.BALANCE_CHANGES).get(0);
        BalanceChange next = LedgerDriver.CODECS.balanceChanges().decode(entry.value());
        next.getSource().setOffset(7L);
        try (Producer<byte[], byte[]> ledger = cluster.transactional("dying")) {
            ledger.initTransactions();
            ledger.beginTransaction();
            ledger.send(new ProducerRecord<>(entry.topic(), entry.partition(), entry.key(),
                    LedgerDriver.CODECS.balanceChanges().encode(next))).get();
            CompletableFuture<Map<TopicPartition, Long>> found = CompletableFuture.supplyAsync(
                    () -> LostOffsets.recover(
                            cluster.admin, cluster.settings, LedgerDriver.CODECS));
            assertThatThrownBy(() -> found.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            ledger.commitTransaction();
            assertThat(found.get()).containsEntry(new TopicPartition(
                    Topics.ACCOUNT_EVENTS.topicName(), entry.partition()), 8L);
        }
    }

    @Test void an_input_deleted_unread_stops_the_ledger() throws Exception {
        for (int i = 0; i < 10; i++) {
            cluster.send(usage(traffic.newId(), "acme", traffic.now));
        }
        cluster.flush();
        for (int p = 0; p < TestCluster.PARTITIONS; p++) {
            TopicPartition partition = new TopicPartition(Topics.USAGE_EVENTS.topicName(), p);
            cluster.admin.deleteRecords(Map.of(partition,
                    RecordsToDelete.beforeOffset(-1))).all().get();
        }
        try (LedgerStreams ledger = LedgerStreams.start(
                cluster.settings, TestCluster.CATALOG, ReleasedSchemas.load())) {
            assertThat(ledger.awaitEnd(Duration.ofSeconds(120))).isTrue();
            assertThat(ledger.failure()).isPresent();
            assertThat(ledger.isReady()).isFalse();
        }
        assertThat(cluster.entries()).isEmpty();
    }
}
