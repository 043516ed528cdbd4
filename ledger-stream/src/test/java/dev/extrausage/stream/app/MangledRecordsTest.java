package dev.extrausage.stream.app;

import static dev.extrausage.stream.topology.LedgerDriver.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Event;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC section 4 on a real broker, among good records. */
class MangledRecordsTest {
    private TestCluster cluster;
    private Traffic traffic;

    @BeforeEach void startCluster() {
        cluster = TestCluster.ready();
        traffic = new Traffic(cluster);
    }

    @AfterEach void stopCluster() {
        cluster.close();
    }

    @Test void among_mangled_records_every_good_one_is_decided(@Seed long seed) {
        Random random = new Random(seed);
        Set<String> good = new HashSet<>();
        List<String> bad = new ArrayList<>();
        cluster.whileLedgerRuns(ledger -> {
            traffic.openAccounts(30);
            for (Event event : traffic.events(30, 4_000)) {
                if (random.nextBoolean()) {
                    cluster.send(event);
                    good.add(event.eventId().toString());
                } else {
                    bad.add(sendMangled(random, event));
                }
            }
            cluster.flush();
            TestCluster.await("every record to be answered", () ->
                    cluster.committed(Topics.BALANCE_CHANGES).size() >= good.size() + 30
                            && cluster.committed(Topics.REJECTED_EVENTS).size() >= bad.size());
            List<String> decided = new ArrayList<>();
            for (BalanceChange entry : cluster.entries()) {
                decided.add(EventCodec.causeToCore(entry.getCause()).eventId().toString());
            }
            assertThat(decided).doesNotHaveDuplicates().containsAll(good)
                    .hasSize(good.size() + 30);
            List<String> rejected = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> r : cluster.committed(Topics.REJECTED_EVENTS)) {
                assertThat(header(r, Rejection.REASON)).isNotBlank();
                assertThat(header(r, Rejection.PARTITION)).isEqualTo("" + r.partition());
                rejected.add(header(r, Rejection.SHA_256));
            }
            assertThat(rejected).containsExactlyInAnyOrderElementsOf(bad);
            assertThat(ledger.isReadyForAll()).isTrue();
            cluster.assertJournalIsWhole();
            cluster.assertBalancesMatchTheJournal();
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
            default -> partition = (BuiltInPartitioner.partitionForKey(
                    key, TestCluster.PARTITIONS) + 1)
                    % TestCluster.PARTITIONS;
        }
        Topics topic = Topics.of(event);
        cluster.send(topic, partition, key, value);
        return HexFormat.of().formatHex(HashChain.sha256().digest(value));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
