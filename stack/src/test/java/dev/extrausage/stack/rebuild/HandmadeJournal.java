package dev.extrausage.stack.rebuild;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.DecidedIds;
import dev.extrausage.core.Decision;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.startup.StartOffsets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A ledger of the core's function alone, whose inputs were received when they say: months of a
 * journal on a real broker, and the memory that it must leave.
 */
final class HandmadeJournal {
    /** The accounts after their last entries. */
    final Map<String, StoredAccount> accounts = new TreeMap<>();
    /** The inputs that were decided and not refused, in the order of the journal. */
    final List<Remembered> remembered = new ArrayList<>();
    private final RebuiltCluster cluster;
    private final Catalog catalog;
    private final Map<String, DecidedIds> ids = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final EntryWriter writer =
            new EntryWriter(RebuiltCluster.CODECS.balanceChanges());
    private final HashChain chain = new HashChain();

    record Remembered(String accountId, EventId id, int partition, long receivedAt) {}

    HandmadeJournal(RebuiltCluster cluster, Catalog catalog) throws Exception {
        this.cluster = cluster;
        this.catalog = catalog;
        for (Topics topic : StartOffsets.INPUTS) {
            cluster.admin.incrementalAlterConfigs(Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                    List.of(set(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"),
                            set(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                                    Long.toString(Long.MAX_VALUE)),
                            set(TopicConfig.RETENTION_MS_CONFIG, "-1")))).all().get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    /** Sends the input, and decides it. */
    void take(Input input) {
        TopicPartition at = send(input);
        String accountId = input.event().accountId();
        StoredAccount before =
                accounts.getOrDefault(accountId, StoredAccount.unknown(accountId));
        Decision decision = Ledger.take(before.account(), input,
                ids.computeIfAbsent(accountId, any -> DecidedIds.unbounded()), catalog);
        if (decision != null) {
            answer(input, at, before, decision);
        }
    }

    /** Sends the input, and leaves it undecided; returns where it lies. */
    TopicPartition send(Input input) {
        Topics topic = Topics.of(input.event());
        TopicPartition at = new TopicPartition(topic.topicName(), partitionOf(input));
        byte[] key = input.event().accountId().getBytes(StandardCharsets.UTF_8);
        cluster.producer.send(new ProducerRecord<>(at.topic(), at.partition(), input.receivedAt(),
                key, RebuiltCluster.encode(input.event())));
        ends.merge(at, 1L, Long::sum);
        return at;
    }

    private static int partitionOf(Input input) {
        return Partitioning.partitionOf(
                input.event().accountId().getBytes(StandardCharsets.UTF_8),
                RebuiltCluster.PARTITIONS);
    }

    private void answer(
            Input input, TopicPartition at, StoredAccount before, Decision decision) {
        long offset = ends.get(at) - 1;
        Account after = decision.account();
        byte[] entry = writer.write(
                decision.entry(), at.topic(), at.partition(), offset, before.lastHash());
        byte[] hash = chain.seal(before.lastHash(), entry);
        cluster.producer.send(new ProducerRecord<>(Topics.BALANCE_CHANGES.topicName(),
                at.partition(), after.accountId().getBytes(StandardCharsets.UTF_8), entry));
        boolean isUsage = at.topic().equals(Topics.USAGE_EVENTS.topicName());
        accounts.put(after.accountId(), new StoredAccount(
                after, hash, isUsage ? (Long) offset : before.usageOffset()));
        if (!decision.entry().isRefused()) {
            remembered.add(new Remembered(after.accountId(), input.event().eventId(),
                    at.partition(), input.receivedAt()));
        }
    }

    /** The end of each input partition. */
    Map<TopicPartition, Long> ends() {
        for (Topics topic : StartOffsets.INPUTS) {
            for (int p = 0; p < RebuiltCluster.PARTITIONS; p++) {
                ends.putIfAbsent(new TopicPartition(topic.topicName(), p), 0L);
            }
        }
        cluster.producer.flush();
        return Map.copyOf(ends);
    }
}
