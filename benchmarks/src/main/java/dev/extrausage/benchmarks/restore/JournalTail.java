package dev.extrausage.benchmarks.restore;

import dev.extrausage.core.Reason;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The entries of the journal from when this was made. */
final class JournalTail {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final AvroCodec<BalanceChange> codec = new AvroCodec<>(BalanceChange.class,
            Topics.BALANCE_CHANGES.topicName(), ReleasedSchemas.load());
    private final String bootstrapServers;
    private final Map<TopicPartition, Long> from;

    JournalTail(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            from = consumer.endOffsets(partitions(consumer));
        }
    }

    /** Throws {@link IllegalStateException} for an entry of an account that was not known. */
    void requireAllAccountsKnown() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> ends =
                    new HashMap<>(consumer.endOffsets(partitions(consumer)));
            consumer.assign(ends.keySet());
            from.forEach(consumer::seek);
            while (!ends.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                    requireKnown(codec.decode(entry.value()));
                }
                ends.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
            }
        }
    }

    private static void requireKnown(BalanceChange entry) {
        if (Reason.UNKNOWN_ACCOUNT.name().equals(entry.getReason())) {
            throw new IllegalStateException("account " + entry.getAccountId()
                    + " was opened, but not found after a restore");
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(Topics.BALANCE_CHANGES.topicName()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
