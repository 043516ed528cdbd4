package dev.extrausage.benchmarks.latency;

import dev.extrausage.benchmarks.journal.EntryTail;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Tells of each usage event when the journal has its entry, by where the event lies. */
final class EntryWatch implements AutoCloseable {
    private final AvroCodec<BalanceChange> codec = new AvroCodec<>(BalanceChange.class,
            Topics.BALANCE_CHANGES.topicName(), ReleasedSchemas.load());
    private final Awaited awaited;
    private final EntryTail tail;

    /** Will read what is committed from now on. */
    EntryWatch(String bootstrapServers, Awaited awaited) {
        this.awaited = awaited;
        tail = new EntryTail(
                "entry-reader", bootstrapServers, Map.of(), this::read, awaited::failed);
    }

    void start() {
        tail.start();
    }

    /** By partition, the offset that the next record of a topic will have. */
    static long[] ends(String bootstrapServers, Topics topic, int partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                EntryTail.consumer(bootstrapServers, Map.of())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(p -> new TopicPartition(topic.topicName(), p)).toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            return all.stream().mapToLong(ends::get).toArray();
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> entry, long nanos) {
        Source cause = codec.decode(entry.value()).getSource();
        if (cause.getTopic().equals(Topics.USAGE_EVENTS.topicName())) {
            awaited.seen(cause.getPartition(), cause.getOffset(), nanos);
        }
    }

    /** Returns when the thread has ended; to be called after {@link #start}. */
    @Override public void close() {
        tail.close();
    }
}
