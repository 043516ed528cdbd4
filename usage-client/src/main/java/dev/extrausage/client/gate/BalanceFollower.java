package dev.extrausage.client.gate;

import dev.extrausage.client.gate.memory.Snapshot;
import dev.extrausage.client.gate.memory.UnknownPlan;
import dev.extrausage.kafka.catalog.CatalogFollower;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code balances} from its beginning into the book, on a thread of its own, until it is
 * closed. It skips what it cannot read, and resumes at its positions after any failure of Kafka.
 *
 * <p>Its watermarks do not come from records, since none arrive on an idle topic. It asks for each
 * partition's end offset; once it has read up to there, it has all that was committed by the time
 * of asking.
 */
final class BalanceFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BalanceFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_ASK = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 500;
    private static final long QUIET_MILLIS = 60_000;
    private static final Duration LONGEST_CATALOG = Duration.ofSeconds(1);
    private static final long IN_VAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final BalanceBook book;
    private final CatalogFollower catalogs;
    private final AvroCodec<Balance> codec;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Clock clock;
    private final long askEveryMillis;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    /** Ends asked for and not reached yet: the end offset, and the time of asking. */
    private final Map<TopicPartition, long[]> ends = new HashMap<>();
    private volatile Consumer<byte[], byte[]> current;
    private int askOne = -1;
    private long askedAt = Long.MIN_VALUE;
    private long warnedAt = Long.MIN_VALUE;
    /** The last wait for a plan that did not come, by the monotonic clock. */
    private Long waitedInVainAt;

    BalanceFollower(BalanceBook book, CatalogFollower catalogs, AvroCodec<Balance> codec,
            Supplier<Consumer<byte[], byte[]>> consumers, Clock clock, Duration askEvery) {
        this.book = book;
        this.catalogs = catalogs;
        this.codec = codec;
        this.consumers = consumers;
        this.clock = clock;
        askEveryMillis = askEvery.toMillis();
        thread = new Thread(this::run, "usage-gate");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        awaitCatalog();
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (RuntimeException e) {
                LOG.warn("the gate cannot read {} at the moment and retries: {}",
                        Topics.BALANCES.topicName(), e.toString());
                await(PAUSE_MILLIS);
            }
        }
    }

    /** No snapshot is read by a catalog that may lack its plan, and no answer is ready before. */
    private void awaitCatalog() {
        try {
            while (closing.getCount() > 0 && !catalogs.awaitRead(POLL)) {
                LOG.trace("the catalog is not read yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.BALANCES.topicName())
                .stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no such topic");
        }
        consumer.assign(partitions);
        if (positions.size() != partitions.size()) { // at first, or somebody has added some
            positions.clear();
            ends.clear();
            askOne = -1;
            book.watermarks.begin(partitions.size());
            consumer.seekToBeginning(partitions);
        } else {
            positions.forEach(consumer::seek);
        }
        long sweptAt = clock.millis();
        while (closing.getCount() > 0) {
            consumer.poll(POLL).forEach(this::apply);
            partitions.forEach(p -> positions.put(p, consumer.position(p)));
            reachedEnds();
            askForEnds(consumer, partitions);
            long now = clock.millis();
            if (now - sweptAt >= PAUSE_MILLIS || now < sweptAt) {
                book.sweep(now);
                sweptAt = now;
            }
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        records.incrementAndGet();
        Snapshot snapshot;
        try {
            snapshot = read(record);
        } catch (RuntimeException e) {
            unreadable.incrementAndGet();
            warn(record, e);
            return;
        }
        book.apply(snapshot);
    }

    /**
     * The ledger keeps a version before it decides by it, so a plan that is not known here is in a
     * catalog that is about to come.
     */
    private Snapshot read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Snapshot.of(record, codec, book.snapshots());
        } catch (UnknownPlan e) {
            if (!comes(e.plan())) {
                throw e;
            }
            return Snapshot.of(record, codec, book.snapshots());
        }
    }

    private boolean comes(String plan) {
        if (waitedInVainAt != null && System.nanoTime() - waitedInVainAt < IN_VAIN_NANOS) {
            return false;
        }
        try {
            boolean hasCome = catalogs.await(catalog -> catalog.versions().stream()
                    .anyMatch(version -> version.plans().containsKey(plan)), LONGEST_CATALOG);
            waitedInVainAt = hasCome ? null : (Long) System.nanoTime();
            return hasCome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Logs a record that is skipped, at most once a minute; its account stays as it was known. */
    private void warn(ConsumerRecord<byte[], byte[]> record, RuntimeException e) {
        long now = clock.millis();
        if (warnedAt == Long.MIN_VALUE || now - warnedAt >= QUIET_MILLIS || now < warnedAt) {
            warnedAt = now;
            LOG.warn("{}-{} offset {} is skipped, {} such records so far: {}", record.topic(),
                    record.partition(), record.offset(), unreadable.get(), e.getMessage());
        }
    }

    private void reachedEnds() {
        ends.entrySet().removeIf(end -> {
            boolean reached = positions.get(end.getKey()) >= end.getValue()[0];
            if (reached) {
                book.watermarks.advance(end.getKey().partition(), end.getValue()[1]);
            }
            return reached;
        });
    }

    /**
     * Asks for all end offsets at once. If a broker does not answer, asks for one partition after
     * the other, so that the watermarks of the others go on.
     */
    private void askForEnds(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long now = clock.millis();
        if (askedAt != Long.MIN_VALUE && now >= askedAt && now - askedAt < askEveryMillis
                && askOne < 0) {
            return;
        }
        askedAt = now;
        List<TopicPartition> asked = askOne < 0 ? partitions : List.of(partitions.get(askOne));
        try {
            consumer.endOffsets(asked, askOne < 0 ? LONGEST_ASK : POLL).forEach((p, end) ->
                    ends.putIfAbsent(p, new long[] {end, now}));
            askOne = askOne < 0 || askOne + 1 == partitions.size() ? -1 : askOne + 1;
            reachedEnds();
        } catch (TimeoutException e) {
            LOG.debug("no answer about the ends of {}", asked);
            askOne = (askOne + 1) % partitions.size();
        }
    }

    private void await(long millis) {
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    long records() {
        return records.get();
    }

    long unreadable() {
        return unreadable.get();
    }

    @Override public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
