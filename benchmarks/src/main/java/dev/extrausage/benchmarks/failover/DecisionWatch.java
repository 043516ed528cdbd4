package dev.extrausage.benchmarks.failover;

import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the journal as it grows, and measures by partition the longest time in which no entry came.
 * There are inputs for every partition all the time.
 */
final class DecisionWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final double NANOS_PER_SECOND = 1e9;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::read, "decision-watch");
    private final long[] last;
    private final long[] longest;
    private final long[] longestEnd;
    private long entries;
    private RuntimeException failure;
    private long began;

    /**
     * The findings since {@link #begin}.
     *
     * @param gapSeconds the longest time in which some partition had no entry
     * @param allAfterSeconds the time until the partition that came last went on
     */
    record Gap(double gapSeconds, double allAfterSeconds) { }

    DecisionWatch(String bootstrapServers, int partitions) {
        consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                // A broker that is gone must not hold up the watch longer than the ledger.
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        last = new long[partitions];
        longest = new long[partitions];
        longestEnd = new long[partitions];
        List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(
                p -> new TopicPartition(Topics.BALANCE_CHANGES.topicName(), p)).toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position); // seeking is lazy
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                    seen(entry.partition(), System.nanoTime());
                }
            }
        } catch (WakeupException e) {
            return; // by close
        } catch (RuntimeException e) {
            synchronized (this) {
                failure = e;
            }
        }
    }

    private synchronized void seen(int partition, long now) {
        if (now - last[partition] > longest[partition]) {
            longest[partition] = now - last[partition];
            longestEnd[partition] = now;
        }
        last[partition] = now;
        entries++;
    }

    /** Forgets earlier gaps: from now on it is measured. */
    synchronized void begin() {
        began = System.nanoTime();
        Arrays.fill(longest, 0);
        Arrays.fill(longestEnd, began);
    }

    /** True when every partition has had an entry since that time, of {@link System#nanoTime}. */
    synchronized boolean hasAllSince(long nanos) {
        if (failure != null) {
            throw failure;
        }
        return Arrays.stream(last).allMatch(seen -> seen >= nanos);
    }

    synchronized Gap gap() {
        return new Gap(Arrays.stream(longest).max().orElseThrow() / NANOS_PER_SECOND,
                (Arrays.stream(longestEnd).max().orElseThrow() - began) / NANOS_PER_SECOND);
    }

    /** The entries read so far. */
    synchronized long entries() {
        return entries;
    }

    @Override public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
