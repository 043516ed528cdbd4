package dev.extrausage.stream;

import static dev.extrausage.stream.LedgerDriver.change;
import static dev.extrausage.stream.LedgerDriver.encode;
import static dev.extrausage.stream.LedgerDriver.id;
import static dev.extrausage.stream.LedgerDriver.planStarted;
import static dev.extrausage.stream.LedgerDriver.purchase;
import static dev.extrausage.stream.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Plan;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger on a real broker. */
class LedgerStreamsTest {
    private final long now = System.currentTimeMillis();
    private Cluster cluster;
    private long nextId = 1;

    @BeforeEach void startCluster() {
        cluster = Cluster.ready();
    }

    @AfterEach void stopCluster() {
        cluster.close();
    }

    @Test void inputs_are_decided_by_the_brokers_append_time_and_committed() {
        cluster.whileLedgerRuns(ledger -> {
            cluster.send(change(newId(), "acme", now, planStarted("pro")));
            cluster.awaitEntries(1);
            cluster.send(change(newId(), "acme", now, purchase("g", 5)));
            cluster.send(usage(newId(), "acme", now));
            List<BalanceChange> entries = cluster.awaitEntries(3);
            assertThat(entries).extracting(BalanceChange::getOutcome).containsOnly("APPLIED");
            assertThat(entries).allSatisfy(e ->
                    assertThat(e.getReceivedAt().toEpochMilli()).isGreaterThanOrEqualTo(now));
            assertThat(ledger.activePartitions()).containsExactly(0, 1, 2);
            assertThat(cluster.committed(Topics.BALANCES)).hasSize(3);
            assertThat(cluster.committed(Topics.NOTICES)).hasSize(1);
            cluster.assertJournalIsWhole();
        });
    }

    @Test void a_restart_goes_on_exactly() {
        List<Event> events = traffic(20, 300);
        cluster.whileLedgerRuns(ledger -> {
            openAccounts(20);
            events.subList(0, 150).forEach(cluster::send);
            cluster.awaitEntries(170);
        });
        events.forEach(cluster::send);
        cluster.whileLedgerRuns(ledger -> {
            cluster.awaitEntries(320);
            cluster.assertJournalIsWhole();
            assertBalancesMatchTheJournal();
        });
    }

    @Test void a_lost_state_directory_is_read_again_from_the_changelogs() {
        List<Event> events = traffic(20, 200);
        cluster.whileLedgerRuns(ledger -> {
            openAccounts(20);
            events.forEach(cluster::send);
            cluster.awaitEntries(220);
        });
        Cluster.delete(cluster.settings.stateDirectory());
        events.forEach(cluster::send);
        List<Event> more = traffic(20, 50);
        more.forEach(cluster::send);
        cluster.whileLedgerRuns(ledger -> {
            cluster.awaitEntries(270);
            cluster.assertJournalIsWhole();
            assertBalancesMatchTheJournal();
        });
    }

    /** As after a transaction that timed out: the process lives, its tasks are made anew. */
    @Test void a_task_that_is_fenced_off_forgets_what_was_rolled_back_and_goes_on_exactly() {
        List<Event> events = traffic(20, 6_000);
        cluster.whileLedgerRuns(ledger -> {
            openAccounts(20);
            events.subList(0, 3_000).forEach(cluster::send);
            cluster.flush();
            Cluster.await("the first commits",
                    () -> cluster.committed(Topics.BALANCE_CHANGES).size() > 20);
            cluster.fenceAllProducers();
            events.subList(3_000, 6_000).forEach(cluster::send);
            cluster.awaitEntries(6_020);
            assertThat(ledger.failure()).isEmpty();
            assertThat(tasksClosed(ledger)).isPositive();
            cluster.assertJournalIsWhole();
            assertBalancesMatchTheJournal();
        });
    }

    private static double tasksClosed(LedgerStreams ledger) {
        return ledger.metrics().entrySet().stream()
                .filter(m -> m.getKey().name().equals("task-closed-total"))
                .mapToDouble(m -> (Double) m.getValue().metricValue()).sum();
    }

    @Test void when_one_of_two_instances_ends_the_other_goes_on_exactly() {
        List<Event> events = traffic(20, 300);
        try (LedgerStreams stays = cluster.startOneOfTwo("stays")) {
            try (LedgerStreams ends = cluster.startOneOfTwo("ends")) {
                openAccounts(20);
                events.subList(0, 150).forEach(cluster::send);
                cluster.awaitEntries(170);
                Cluster.await("both to have work", () -> ends.isReady() && stays.isReady()
                        && ends.activePartitions().size() + stays.activePartitions().size()
                                == Cluster.PARTITIONS);
                events.subList(100, 300).forEach(cluster::send);
            }
            Cluster.await("the other to have all", stays::isReadyForAll);
            cluster.awaitEntries(320);
            cluster.assertJournalIsWhole();
            assertBalancesMatchTheJournal();
        }
    }

    @Test void in_a_storm_of_mangled_records_every_good_one_is_decided_and_no_bad_one_is_lost() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Set<String> good = new HashSet<>();
        List<String> bad = new ArrayList<>();
        cluster.whileLedgerRuns(ledger -> {
            openAccounts(30);
            for (Event event : traffic(30, 4_000)) {
                if (random.nextBoolean()) {
                    cluster.send(event);
                    good.add(event.eventId().toString());
                } else {
                    bad.add(sendMangled(random, event));
                }
            }
            cluster.flush();
            Cluster.await("every record to be answered", () ->
                    cluster.committed(Topics.BALANCE_CHANGES).size() >= good.size() + 30
                            && cluster.committed(Topics.REJECTED_EVENTS).size() >= bad.size());
            List<String> decided = new ArrayList<>();
            for (BalanceChange entry : cluster.entries()) {
                decided.add(EventCodec.causeToCore(entry.getCause()).eventId().toString());
            }
            assertThat(decided).as("seed %d", seed).doesNotHaveDuplicates().containsAll(good)
                    .hasSize(good.size() + 30);
            List<String> rejected = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> r : cluster.committed(Topics.REJECTED_EVENTS)) {
                assertThat(header(r, Rejection.REASON)).isNotBlank();
                assertThat(header(r, Rejection.PARTITION)).isEqualTo("" + r.partition());
                rejected.add(header(r, Rejection.SHA_256));
            }
            assertThat(rejected).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(bad);
            assertThat(ledger.isReadyForAll()).isTrue();
            cluster.assertJournalIsWhole();
            assertBalancesMatchTheJournal();
        });
    }

    /** Sends it in some way that is bad; the SHA-256 of its value. */
    private String sendMangled(Random random, Event event) {
        byte[] key = event.accountId().getBytes(StandardCharsets.UTF_8);
        byte[] value = encode(event);
        Integer partition = null;
        switch (random.nextInt(8)) {
            case 0 -> value = Arrays.copyOf(value, random.nextInt(value.length));
            case 1 -> value[0] = (byte) (1 + random.nextInt(255));
            case 2 -> value[1] = (byte) (1 + random.nextInt(255));
            case 3 -> key = null;
            case 4 -> key = "somebody-else".getBytes(StandardCharsets.UTF_8);
            case 5 -> value = new byte[256 * 1024 + random.nextInt(500_000)];
            case 6 -> value = Arrays.copyOf(value, value.length + 1 + random.nextInt(9));
            default -> partition = (BuiltInPartitioner.partitionForKey(key, Cluster.PARTITIONS) + 1)
                    % Cluster.PARTITIONS;
        }
        Topics topic = LedgerDriver.topicOf(event);
        cluster.send(topic, partition, key, value);
        return HexFormat.of().formatHex(HashChain.sha256().digest(value));
    }

    @Test void offsets_that_were_lost_stop_the_start_and_are_found_again_in_the_journal()
            throws Exception {
        List<Event> events = traffic(10, 120);
        cluster.whileLedgerRuns(ledger -> {
            openAccounts(10);
            events.forEach(cluster::send);
            cluster.send(Topics.CREDIT_EVENTS, 1, null, new byte[3]);
            cluster.awaitEntries(130);
            Cluster.await("the rejection",
                    () -> cluster.committed(Topics.REJECTED_EVENTS).size() == 1);
        });
        String group = cluster.settings.applicationId();
        Map<TopicPartition, Long> before = new HashMap<>();
        cluster.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()
                .forEach((partition, offset) -> before.put(partition, offset.offset()));
        cluster.admin.deleteConsumerGroups(List.of(group)).all().get();
        assertThatThrownBy(() -> LedgerStreams.start(
                cluster.settings, Cluster.CATALOG, ReleasedSchemas.load()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("no committed offset").hasMessageContaining("has run");
        assertThat(cluster.setUp().created()).isEmpty();
        assertThat(LostOffsets.recover(cluster.admin, cluster.settings, LedgerDriver.CODECS))
                .isEqualTo(before);
        traffic(10, 30).forEach(cluster::send);
        cluster.whileLedgerRuns(ledger -> {
            cluster.awaitEntries(160);
            cluster.assertJournalIsWhole();
        });
    }

    /** A catalog that has lost a plan in use is a bug that no bad input can cause. */
    @Test void a_bug_stops_the_ledger_and_leaves_nothing_half_applied() throws InterruptedException {
        cluster.whileLedgerRuns(ledger -> {
            openAccounts(10);
            cluster.send(change(newId(), "on-team", now, planStarted("team")));
            cluster.awaitEntries(11);
        });
        List<Event> events = traffic(10, 100);
        events.subList(0, 60).forEach(cluster::send);
        cluster.send(usage(newId(), "on-team", now));
        events.subList(60, 100).forEach(cluster::send);
        cluster.flush();
        try (LedgerStreams ledger = LedgerStreams.start(
                cluster.settings, withoutTeam(), ReleasedSchemas.load())) {
            assertThat(ledger.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(ledger.failure()).isPresent();
        }
        assertThat(cluster.entries()).filteredOn(e -> e.getAccountId().equals("on-team"))
                .hasSize(1);
        cluster.whileLedgerRuns(ledger -> {
            cluster.awaitEntries(112);
            cluster.assertJournalIsWhole();
            assertBalancesMatchTheJournal();
        });
    }

    private static Catalog withoutTeam() {
        CatalogVersion v = Cluster.CATALOG.versions().get(0);
        Map<String, Plan> plans = new HashMap<>(v.plans());
        plans.remove("team");
        return new Catalog(List.of(new CatalogVersion(v.version(), v.effectiveFrom(), v.prices(),
                plans, v.firstPartyApps(), v.starterCreditLifetimeMillis(),
                v.creditExpiringWarningMillis(), v.lateUsageGraceMillis(), v.topUp(),
                v.autoReload())));
    }

    @Test void an_input_that_was_deleted_before_it_was_read_stops_the_ledger() throws Exception {
        for (int i = 0; i < 10; i++) {
            cluster.send(usage(newId(), "acme", now));
        }
        cluster.flush();
        for (int p = 0; p < Cluster.PARTITIONS; p++) {
            TopicPartition partition = new TopicPartition(Topics.USAGE_EVENTS.topicName(), p);
            cluster.admin.deleteRecords(Map.of(partition,
                    RecordsToDelete.beforeOffset(-1))).all().get();
        }
        try (LedgerStreams ledger = LedgerStreams.start(
                cluster.settings, Cluster.CATALOG, ReleasedSchemas.load())) {
            assertThat(ledger.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(ledger.failure()).isPresent();
            assertThat(ledger.isReady()).isFalse();
        }
        assertThat(cluster.entries()).isEmpty();
    }

    private void assertBalancesMatchTheJournal() {
        Map<String, BalanceChange> last = new HashMap<>();
        cluster.entries().forEach(e -> last.put(e.getAccountId(), e));
        Map<String, Balance> balances = new HashMap<>();
        cluster.committed(Topics.BALANCES).forEach(r -> balances.put(
                new String(r.key(), StandardCharsets.UTF_8),
                LedgerDriver.CODECS.balances().decode(r.value())));
        assertThat(balances.keySet()).isEqualTo(last.keySet());
        last.forEach((account, entry) -> {
            Balance balance = balances.get(account);
            assertThat(balance.getSequence()).isEqualTo(entry.getSequence());
            assertThat(balance.getAllowanceLeftNanos()).isEqualTo(entry.getAllowanceLeftNanos());
            assertThat(balance.getExtraUsageNanos()).isEqualTo(entry.getExtraUsageNanos());
            assertThat(balance.getSpentNanos()).isEqualTo(entry.getSpentNanos());
            assertThat(balance.getClock()).isEqualTo(entry.getClock());
        });
    }

    /** Opens the accounts that {@link #traffic} is about: until then their inputs are refused. */
    private void openAccounts(int accounts) {
        for (int i = 0; i < accounts; i++) {
            cluster.send(change(newId(), "account-" + i, now, planStarted("pro")));
        }
        cluster.awaitEntries(accounts);
    }

    /** Distinct inputs of so many accounts: plans, credit and use. */
    private List<Event> traffic(int accounts, int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String account = "account-" + i % accounts;
            events.add(switch (i / accounts % 5) {
                case 0 -> change(newId(), account, now, planStarted("pro"));
                case 1 -> change(newId(), account, now, purchase("grant-" + i, 5));
                default -> usage(newId(), account, now);
            });
        }
        return events;
    }

    private EventId newId() {
        return id(now, nextId++);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
