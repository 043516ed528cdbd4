package dev.extrausage.stack.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Histories;
import dev.extrausage.core.IdList;
import dev.extrausage.core.Input;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Money;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.packed.AccountCodec;
import dev.extrausage.schemas.wire.HashChain;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory that is derived of journals of months, with all that can happen to an account. */
class DerivedMemoryTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String QUIET = "account-0";

    @TempDir private Path data;

    @Test void nasty_histories_leave_the_memory_that_the_rules_decide(@Seed long seed)
            throws Exception {
        Catalog catalog = Catalogs.severalVersions();
        try (RebuiltCluster cluster = new RebuiltCluster(data, catalog)) {
            HandmadeJournal journal = new HandmadeJournal(cluster, catalog);
            Histories.ofManyAccounts(seed, 12, 150, catalog).forEach(journal::take);

            Map<TopicPartition, Long> ends = journal.ends();
            RebuildReport report = cluster.rebuild(RebuildOptions.byJournal(false));

            // Nothing but duplicates lies behind what was decided.
            assertThat(report.positions()).isEqualTo(ends);
            assertThat(strip(cluster.accounts())).isEqualTo(expectedAccounts(journal));
            assertThat(strip(cluster.latest(Topics.BALANCES.topicName())).keySet())
                    .isEqualTo(expectedAccounts(journal).keySet());
            assertIds(journal, cluster.ids());
            assertThat(cluster.rebuild(RebuildOptions.byJournal(true)).snapshots()).isZero();
        }
    }

    @Test void very_many_refunds_of_a_grant_are_remembered_in_blocks() throws Exception {
        try (RebuiltCluster cluster = new RebuiltCluster(data)) {
            HandmadeJournal journal = new HandmadeJournal(cluster, RebuiltCluster.CATALOG);
            long start = System.currentTimeMillis() - DAY;
            journal.take(new Input(
                    change(start, new Change.PlanStarted("pro", 1, null)), start));
            journal.take(new Input(change(start + 1, new Change.CreditGranted("bought",
                    GrantKind.PURCHASE, 20 * Money.NANOS_PER_USD, null, null, null)), start + 1));
            for (int n = 0; n < 3 * IdList.BLOCK; n++) {
                journal.take(new Input(change(start + 2 + n, new Change.CreditRefunded(
                        "refund-" + n, "bought", Money.NANOS_PER_USD / 100)), start + 2 + n));
            }
            journal.ends();
            cluster.rebuild(RebuildOptions.byJournal(false));

            assertThat(strip(cluster.accounts())).isEqualTo(expectedAccounts(journal)).hasSize(4);
        }
    }

    private static Map<String, String> expectedAccounts(HandmadeJournal journal) {
        Map<String, String> expected = new TreeMap<>();
        journal.accounts.forEach((id, stored) -> {
            if (stored.account().sequence() > 0) {
                AccountCodec.forEachRecord(id.getBytes(StandardCharsets.UTF_8), stored,
                        (key, value) -> expected.put(hex(key), hex(value)));
            }
        });
        return expected;
    }

    /** Every id that may still be compared is there, and none that was not decided. */
    private static void assertIds(HandmadeJournal journal, Set<String> found) {
        Map<Integer, Long> greatest = new TreeMap<>();
        journal.remembered.forEach(r -> greatest.merge(r.partition(), r.receivedAt(), Math::max));
        Set<String> needed = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        journal.remembered.forEach(r -> {
            String id = stored(r);
            all.add(id);
            if (r.id().time()
                    >= greatest.get(r.partition()) - InputAge.OUTLASTS_WINDOW_MILLIS) {
                needed.add(id);
            }
        });
        assertThat(found).containsAll(needed);
        assertThat(all).containsAll(found);
    }

    /** As the store has it: partition and bucket, and the id mixed with its account's hash. */
    private static String stored(HandmadeJournal.Remembered r) {
        ByteBuffer mark = ByteBuffer.wrap(HashChain.sha256().digest(
                r.accountId().getBytes(StandardCharsets.UTF_8)));
        return r.partition() + ":" + HexFormat.of().toHexDigits((int) (r.id().time() >> 12)) + " "
                + HexFormat.of().toHexDigits(mark.getLong() ^ r.id().high())
                + HexFormat.of().toHexDigits(mark.getLong() ^ r.id().low());
    }

    @Test void a_forgotten_duplicate_on_a_quiet_topic_is_passed_over() throws Exception {
        try (RebuiltCluster cluster = new RebuiltCluster(data)) {
            HandmadeJournal journal = new HandmadeJournal(cluster, RebuiltCluster.CATALOG);
            long start = System.currentTimeMillis() - 46 * DAY;
            Event limit = change(start + 1, new Change.SpendLimitSet(Money.NANOS_PER_USD));
            journal.take(new Input(
                    change(start, new Change.PlanStarted("pro", 1, null)), start));
            journal.take(new Input(limit, start + 1));
            journal.take(new Input(limit, start + 2 * DAY)); // makes no entry
            for (int day = 1; day < 45; day++) {
                journal.take(usage(start + day * DAY));
            }
            journal.ends();
            RebuildReport whole = cluster.rebuild(RebuildOptions.byJournal(false));
            TopicPartition quiet = whole.positions().keySet().stream()
                    .filter(p -> p.topic().equals(Topics.ACCOUNT_EVENTS.topicName())
                            && whole.positions().get(p) > 0).findAny().orElseThrow();
            assertThat(whole.positions()).containsEntry(quiet, 3L);
            // Its id is remembered no longer, so reading it again would set the limit again.
            assertThat(cluster.ids()).noneMatch(id -> id.equals(stored(
                    new HandmadeJournal.Remembered(
                            QUIET, limit.eventId(), quiet.partition(), 0))));

            journal.send(new Input(change(start + 46 * DAY - 1,
                    new Change.SpendLimitSet(null)), start + 46 * DAY));
            cluster.producer.flush();
            assertThat(cluster.rebuild(RebuildOptions.byJournal(true)).positions())
                    .containsEntry(quiet, 3L);
            Map<TopicPartition, Long> given = new TreeMap<>(
                    Comparator.comparing(TopicPartition::toString));
            given.putAll(whole.positions());
            given.put(quiet, 2L);
            assertThat(cluster.rebuild(new RebuildOptions(true, given, Duration.ofSeconds(15)))
                    .positions()).containsEntry(quiet, 3L);
        }
    }

    private static Event change(long time, Change change) {
        return new AccountEvent(id(time), QUIET, time, "test", change);
    }

    private static Input usage(long time) {
        return new Input(new UsageEvent(id(time), QUIET, null, time, "claude.ai", null,
                "claude-opus-4-5", 1_000, 0, 0, 0, 0), time);
    }

    private static EventId id(long time) {
        return new EventId(time << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }

    /** By account, without the partitions. */
    private static Map<String, String> strip(Map<String, String> byPartition) {
        return byPartition.entrySet().stream().collect(Collectors.toMap(
                e -> e.getKey().substring(e.getKey().indexOf(':') + 1), Map.Entry::getValue,
                (one, other) -> one + " and " + other, TreeMap::new));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
