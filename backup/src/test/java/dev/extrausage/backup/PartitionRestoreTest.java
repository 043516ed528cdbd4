package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Seed;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.LogEnds;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One partition, whose offsets have gaps of all lengths in all places. */
@Timeout(300)
class PartitionRestoreTest {
    private static final int HELD = 4;

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;
    private static Cluster cluster;
    private static Admin admin;
    private static int topics;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        LedgerSettings settings =
                LedgerSettings.single(kafka.bootstrapServers(), folder.resolve("unused"));
        admin = Admin.create(settings.forClients());
        TopicSetup.apply(admin, settings, 1);
        cluster = Cluster.connect(
                KafkaAccess.at(kafka.bootstrapServers()), ReleasedSchemas.load());
    }

    @AfterAll
    static void stop() {
        cluster.close();
        admin.close();
        kafka.close();
    }

    @Test
    void records_lie_where_they_lay_whatever_the_gaps(@Seed long first) throws Exception {
        for (long seed = first; seed < first + 15; seed++) {
            Random random = new Random(seed);
            long begin = random.nextInt(4);
            List<Long> offsets = offsets(random, begin);
            long end = offsets.get(offsets.size() - 1) + 1 + random.nextInt(3);
            TopicPartition where = newTopic();
            try (PartitionRestore restore = restore(where)) {
                restore.skipTo(begin);
                offsets.forEach(offset -> restore.put(record(offset)));
                restore.endAt(end);

                assertThat(restore.end()).as("seed %d", seed).isBetween(end, end + 1);
                assertThat(LogEnds.readable(admin, List.of(where)))
                        .containsEntry(where, restore.end());
                assertThat(restore.written() + restore.filled()).isEqualTo(restore.end());
            }
            assertThat(committed(where, begin, end)).as("seed %d", seed).isEqualTo(offsets);
        }
    }

    /** Short and long gaps, one after the other or with records between. */
    private static List<Long> offsets(Random random, long begin) {
        List<Long> offsets = new ArrayList<>();
        long next = begin + random.nextInt(3);
        for (int runs = 0; runs < 8; runs++) {
            for (int dense = 1 + random.nextInt(3 * HELD); dense > 0; dense--) {
                offsets.add(next++);
            }
            next += 1 + random.nextInt(3);
        }
        return offsets;
    }

    @Test
    void no_transaction_is_open_while_many_records_follow_without_gap() throws Exception {
        for (List<Long> gaps : List.of(List.of(5L), List.of(5L, 6L), List.of(3L, 5L, 7L, 9L),
                List.of(3L, 4L, 5L, 8L))) {
            TopicPartition where = newTopic();
            try (PartitionRestore restore = restore(where)) {
                for (long offset = 0; offset < 60; offset++) {
                    if (!gaps.contains(offset)) {
                        restore.put(record(offset));
                    }
                }
                restore.flush();

                assertThat(LogEnds.written(admin, List.of(where)).get(where))
                        .as("gaps %s", gaps).isGreaterThan(50)
                        .isEqualTo(LogEnds.readable(admin, List.of(where)).get(where));
            }
        }
    }

    @Test
    void a_broker_with_shorter_transactions_is_told_by_its_setting() throws Exception {
        try (EmbeddedKafka strict = EmbeddedKafka.start(folder.resolve("strict"), 0,
                        Map.of("transaction.max.timeout.ms", "60000"));
                Admin itsAdmin = Admin.create(
                        KafkaAccess.at(strict.bootstrapServers()).forClients())) {
            TopicSetup.apply(itsAdmin, LedgerSettings.single(
                    strict.bootstrapServers(), folder.resolve("unused")), 1);
            TopicPartition where = new TopicPartition("catalog-versions", 0);
            try (Cluster other = Cluster.connect(
                            KafkaAccess.at(strict.bootstrapServers()), ReleasedSchemas.load());
                    PartitionRestore restore =
                            new PartitionRestore(other, itsAdmin, where, "any")) {
                assertThatThrownBy(() -> restore.endAt(3)).isInstanceOf(BackupProblem.class)
                        .hasMessageContaining("transaction.max.timeout.ms");
            }
        }
    }

    private static TopicPartition newTopic() throws Exception {
        String name = "restored-" + topics++;
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)
                .configs(Map.of("retention.ms", "-1")))).all().get();
        return new TopicPartition(name, 0);
    }

    private static PartitionRestore restore(TopicPartition where) {
        return new PartitionRestore(cluster, admin, where, "restore-of-" + where, HELD);
    }

    private static KeptRecord record(long offset) {
        return new KeptRecord(0, offset, 1_790_000_000_000L + offset, new byte[] {1},
                new byte[] {2}, new RecordHeaders());
    }

    /** The offsets of the committed records from {@code begin} on. */
    private static List<Long> committed(TopicPartition where, long begin, long end) {
        List<Long> offsets = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = cluster.reader()) {
            consumer.assign(List.of(where));
            consumer.seek(where, begin);
            while (consumer.position(where) < end) {
                consumer.poll(Duration.ofMillis(50)).forEach(r -> offsets.add(r.offset()));
            }
        }
        return offsets;
    }
}
