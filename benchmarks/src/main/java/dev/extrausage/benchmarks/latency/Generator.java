package dev.extrausage.benchmarks.latency;

import dev.extrausage.benchmarks.load.Message;
import dev.extrausage.benchmarks.load.UsageLoad;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends usage events, and notes when each was due. At a rate it keeps to its timetable whatever
 * becomes of them: an event that it cannot send in time counts as late from when it was due, since
 * somebody waits for it from then on.
 */
final class Generator implements AutoCloseable {
    /** Events are a few dozen microseconds apart, for which no thread can be woken each time. */
    private static final long LONGEST_NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int BATCH_BYTES = 64 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final UsageLoad load;
    private final Awaited awaited;
    private final int partitions;
    private final long longestStandstillMillis;

    Generator(String bootstrapServers, UsageLoad load, Awaited awaited, int partitions,
            Duration longestStandstill) {
        this.load = load;
        this.awaited = awaited;
        this.partitions = partitions;
        longestStandstillMillis = longestStandstill.toMillis();
        producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends {@code count} events, the n-th due n / {@code perSecond} seconds after the start. */
    void sendAtRate(double perSecond, long count, long startNanos) {
        double nanosApart = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (long i = 0; i < count; i++) {
            long due = startNanos + (long) (i * nanosApart);
            for (long early = due - System.nanoTime(); early > 0;
                    early = due - System.nanoTime()) {
                LockSupport.parkNanos(Math.min(early, LONGEST_NAP_NANOS));
            }
            send(due);
        }
        producer.flush();
    }

    /** Sends as fast as entries come back, with up to {@code window} events without one. */
    void saturate(Duration time, int window) {
        long end = System.nanoTime() + time.toNanos();
        int step = Math.max(1, window / 64);
        while (System.nanoTime() < end) {
            awaited.awaitOutstanding(window - step, longestStandstillMillis);
            for (int i = 0; i < step; i++) {
                send(System.nanoTime());
            }
        }
        producer.flush();
    }

    private void send(long due) {
        Message message = load.next(System.currentTimeMillis());
        int partition = Partitioning.partitionOf(message.key(), partitions);
        awaited.sent(partition, due);
        producer.send(new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(), partition,
                message.key(), message.value()), (done, e) -> {
                    if (e != null) {
                        awaited.failed(new IllegalStateException(
                                "an event could not be sent: " + e.getMessage(), e));
                    }
                });
    }

    @Override public void close() {
        producer.close();
    }
}
