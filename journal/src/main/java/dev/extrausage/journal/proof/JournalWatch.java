package dev.extrausage.journal.proof;

import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal and the snapshots from where they end now, on a thread of its own, and checks
 * what must never be otherwise ({@link Invariant}). It is no audit, which reads everything: it sees
 * a fault when it is made, and tells of it within a second.
 *
 * <p><b>Bounded cost.</b> It checks so many entries a second; when more come, half as many
 * accounts, and twice as many again when fewer do. It remembers a bounded number of accounts.
 */
public final class JournalWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWatch.class);
    private static final String JOURNAL = Topics.BALANCE_CHANGES.topicName();
    private static final int MOST_ACCOUNTS = 100_000;
    private static final int MOST_A_SECOND = 2_000;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_SECONDS = 2;

    private final Map<String, Object> kafka;
    private final int partitions;
    private final WatchedAccounts watch;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "journal-watch");
    private volatile Consumer<byte[], byte[]> current;
    private volatile boolean following;
    private long checkedThisSecond;
    private long secondBegan = System.nanoTime();

    private JournalWatch(Map<String, Object> kafka, int partitions, WatchedAccounts watch) {
        this.kafka = kafka;
        this.partitions = partitions;
        this.watch = watch;
        thread.setDaemon(true);
    }

    /** Begins to follow; Kafka may be away. {@code kafka}: how clients reach it. */
    public static JournalWatch start(Map<String, Object> kafka, int partitions, TopicCodecs codecs,
            InvariantCounts counts) {
        JournalWatch begun = new JournalWatch(
                Map.copyOf(kafka), partitions, new WatchedAccounts(codecs, MOST_ACCOUNTS, counts));
        begun.thread.start();
        return begun;
    }

    /** True while it follows: what is written from now on is seen. */
    public boolean isFollowing() {
        return following;
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumer()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (RuntimeException e) {
                LOG.debug("the journal cannot be watched at the moment", e);
                pause();
            } finally {
                following = false;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        watch.forget();
        List<TopicPartition> all = Stream.of(Topics.BALANCE_CHANGES, Topics.BALANCES)
                .flatMap(topic -> Stream.iterate(0, n -> n + 1).limit(partitions)
                        .map(n -> new TopicPartition(topic.topicName(), n))).toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        following = true;
        while (closing.getCount() > 0) {
            see(consumer.poll(POLL));
            keepToBound();
        }
    }

    private void see(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!record.topic().equals(JOURNAL)) {
                watch.snapshot(record.key(), record.value());
            } else if (watch.entry(record.key(), record.offset(), record.value())) {
                checkedThisSecond++;
            }
        }
    }

    private void keepToBound() {
        long now = System.nanoTime();
        if (now - secondBegan < SECOND_NANOS && checkedThisSecond <= MOST_A_SECOND) {
            return;
        }
        if (checkedThisSecond > MOST_A_SECOND) {
            watch.narrow(true);
        } else if (checkedThisSecond < MOST_A_SECOND / 4) {
            watch.narrow(false);
        }
        checkedThisSecond = 0;
        secondBegan = now;
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "journal-watch");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 16 * 1024);
        // No beans: they would clash between the clients of one process, and nobody reads them.
        settings.putIfAbsent(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            closing.await(PAUSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
