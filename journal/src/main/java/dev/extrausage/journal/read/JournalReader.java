package dev.extrausage.journal.read;

import dev.extrausage.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the journal, or another topic of the ledger, as it stands: from the beginning to where it
 * ended when that was asked, committed records only, raw bytes.
 *
 * <p>Each thread has a consumer and a share of the partitions, one thread a core at most. Records
 * of a partition come in their order and from one thread, so what is kept per partition needs no
 * lock.
 *
 * <p><b>The end of a live topic.</b> An extent ends at the last record <em>written</em>, whether
 * its transaction is finished or not, and the reading waits until it is. So whatever another topic
 * showed as committed before the extent was taken lies in it with all that its transaction wrote:
 * markers reach the partitions of one transaction at different moments.
 */
public final class JournalReader {
    private static final String COMMITTED = "read_committed";
    private static final String WRITTEN = "read_uncommitted";

    private final Map<String, Object> kafka;
    private final int threads;
    private final LongAdder read = new LongAdder();

    /** {@code kafka}: how clients reach it, {@code bootstrap.servers} and security settings. */
    public JournalReader(Map<String, Object> kafka) {
        this(kafka, Runtime.getRuntime().availableProcessors());
    }

    /** {@code threads}: how many at most, from 1. */
    public JournalReader(Map<String, Object> kafka, int threads) {
        this.kafka = Map.copyOf(kafka);
        this.threads = threads;
    }

    /** The number of records handed out so far, by all readings; safe to ask from any thread. */
    public long recordsRead() {
        return read.sum();
    }

    /**
     * The topic's extent as it stands now.
     *
     * @throws JournalUnreadable if the broker does not answer, or has no such topic
     */
    public TopicExtent extentOf(Topics topic) {
        try (Consumer<byte[], byte[]> consumer = consumer(WRITTEN)) {
            List<PartitionInfo> found = consumer.partitionsFor(topic.topicName());
            if (found == null || found.isEmpty()) {
                throw new JournalUnreadable("there is no topic " + topic.topicName()
                        + " on this Kafka", null);
            }
            List<TopicPartition> all = found.stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
            consumer.assign(all); // or the answers are warned about
            return new TopicExtent(topic, byPartition(consumer.beginningOffsets(all)),
                    byPartition(consumer.endOffsets(all)));
        } catch (KafkaException e) {
            throw new JournalUnreadable(
                    topic.topicName() + " cannot be asked for its extent: " + e.getMessage(), e);
        }
    }

    /**
     * The extent of a topic, as it stands now, that holds every record of that time or later; it
     * may hold earlier ones, for records of a partition are not in the order of their times.
     *
     * @param since milliseconds since 1970
     * @throws JournalUnreadable if the broker does not answer, or has no such topic
     */
    public TopicExtent extentOf(Topics topic, long since) {
        TopicExtent all = extentOf(topic);
        Map<TopicPartition, Long> times = new HashMap<>();
        all.from().keySet().forEach(
                p -> times.put(new TopicPartition(topic.topicName(), p), since));
        try (Consumer<byte[], byte[]> consumer = consumer(WRITTEN)) {
            Map<Integer, Long> from = new HashMap<>(all.to());
            consumer.offsetsForTimes(times).forEach((partition, at) -> {
                if (at != null) { // null: none is as late
                    from.merge(partition.partition(), at.offset(), Math::min);
                }
            });
            return new TopicExtent(topic, from, all.to());
        } catch (KafkaException e) {
            throw new JournalUnreadable(
                    topic.topicName() + " cannot be asked for its times: " + e.getMessage(), e);
        }
    }

    /** Reads the whole journal as it stands now; see {@link #read(TopicExtent, IntFunction)}. */
    public TopicExtent readJournal(IntFunction<RecordVisitor> visitors) {
        TopicExtent extent = extentOf(Topics.BALANCE_CHANGES);
        read(extent, visitors);
        return extent;
    }

    /**
     * Reads an extent once and returns when all of it was visited.
     *
     * @param visitors one visitor for each partition, made before its first record
     * @throws JournalUnreadable if a partition cannot be read to its end
     */
    public void read(TopicExtent extent, IntFunction<RecordVisitor> visitors) {
        int shares = Math.max(1, Math.min(threads, extent.partitions()));
        ExecutorService pool = Executors.newFixedThreadPool(shares, task -> {
            Thread thread = new Thread(task, "read-" + extent.topic().topicName());
            thread.setDaemon(true);
            return thread;
        });
        try {
            ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(pool);
            for (Map<Integer, RecordVisitor> share : shares(extent, shares, visitors)) {
                running.submit(() -> new PartitionShare(consumer(COMMITTED), extent, share, read)
                        .read(), null);
            }
            awaitAll(extent, running, shares);
        } finally {
            // After a failure the others stop at their next poll.
            pool.shutdownNow();
        }
    }

    private static List<Map<Integer, RecordVisitor>> shares(
            TopicExtent extent, int count, IntFunction<RecordVisitor> visitors) {
        List<Map<Integer, RecordVisitor>> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new HashMap<>());
        }
        int next = 0;
        for (int partition : extent.from().keySet()) {
            shares.get(next++ % count).put(partition, visitors.apply(partition));
        }
        return shares;
    }

    private static void awaitAll(
            TopicExtent extent, ExecutorCompletionService<Void> running, int count) {
        try {
            for (int i = 0; i < count; i++) {
                Future<Void> done = running.take();
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnreadable("the reading of " + extent.topic().topicName()
                    + " was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException k) {
                throw new JournalUnreadable(extent.topic().topicName() + " cannot be read: "
                        + k.getMessage(), k);
            }
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Consumer<byte[], byte[]> consumer(String isolation) {
        return JournalConsumers.forWholes(kafka, isolation);
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream().collect(
                Collectors.toMap(e -> e.getKey().partition(), Map.Entry::getValue));
    }
}
