package dev.extrausage.benchmarks.latency;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the journal as it grows, in a thread of its own, with a consumer's usual settings. */
final class EntryWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final AvroCodec<BalanceChange> codec = new AvroCodec<>(BalanceChange.class,
            Topics.BALANCE_CHANGES.topicName(), ReleasedSchemas.load());
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Awaited awaited;
    private final Thread thread = new Thread(this::read, "entry-reader");

    /** Will read what is committed from now on. */
    EntryWatch(String bootstrapServers, Awaited awaited, int partitions) {
        this.awaited = awaited;
        consumer = consumer(bootstrapServers);
        List<TopicPartition> all = partitionsOf(Topics.BALANCE_CHANGES, partitions);
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position); // seeking is lazy
    }

    void start() {
        thread.start();
    }

    /** By partition, the offset that the next record of a topic will have. */
    static long[] ends(String bootstrapServers, Topics topic, int partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            List<TopicPartition> all = partitionsOf(topic, partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            return all.stream().mapToLong(ends::get).toArray();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitionsOf(Topics topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic.topicName(), p)).toList();
    }

    private void read() {
        try (consumer) {
            while (true) {
                ConsumerRecords<byte[], byte[]> entries = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> entry : entries) {
                    Source cause = codec.decode(entry.value()).getSource();
                    if (cause.getTopic().equals(Topics.USAGE_EVENTS.topicName())) {
                        awaited.seen(cause.getPartition(), cause.getOffset(), now);
                    }
                }
            }
        } catch (WakeupException e) {
            return; // by close
        } catch (RuntimeException e) {
            awaited.failed(e);
        }
    }

    /** Returns when the thread has ended; to be called after {@link #start}. */
    @Override public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
