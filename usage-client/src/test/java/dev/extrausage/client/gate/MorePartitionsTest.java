package dev.extrausage.client.gate;

import dev.extrausage.client.gate.memory.SnapshotMaker;
import dev.extrausage.client.outage.Await;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The number of partitions is for life; somebody changes it nevertheless. */
class MorePartitionsTest {
    @Test
    void the_gate_follows_added_partitions_after_a_failure() {
        MockConsumer<byte[], byte[]> first = of(1);
        MockConsumer<byte[], byte[]> second = of(2);
        second.schedulePollTask(() -> second.addRecord(new ConsumerRecord<>("balances", 1, 0,
                "ada".getBytes(StandardCharsets.UTF_8), ada())));
        AtomicInteger made = new AtomicInteger();
        try (UsageGate gate = UsageGate.builder("127.0.0.1:1", Catalogs.example())
                .consumers(() -> made.getAndIncrement() == 0 ? first : second).start()) {
            Await.until("the gate is ready", () -> gate.figures().isReady());
            first.setPollException(new KafkaException("as a broker that is replaced"));
            Await.until("the new partition is known", () ->
                    gate.figures().snapshots() == 1
                            && gate.check("ada", "cursor", 1).decidedBy() == DecidedBy.BALANCES);
        }
    }

    private static byte[] ada() {
        long now = System.currentTimeMillis();
        return SnapshotMaker.bytes(Ledger.decide(Account.unknown("ada"), new Input(new AccountEvent(
                EventId.derived(now, "ada"), "ada", now, "test",
                new Change.PlanStarted("pro", 1, null)), now), Catalogs.example()).account(), 3L,
                Catalogs.example());
    }

    private static MockConsumer<byte[], byte[]> of(int partitions) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition("balances", p)).toList();
        consumer.updatePartitions("balances", all.stream().map(
                p -> new PartitionInfo(p.topic(), p.partition(), null, null, null)).toList());
        consumer.updateBeginningOffsets(all.stream()
                .collect(Collectors.toMap(Function.identity(), p -> 0L)));
        consumer.updateEndOffsets(all.stream()
                .collect(Collectors.toMap(Function.identity(), p -> (long) p.partition())));
        return consumer;
    }
}
