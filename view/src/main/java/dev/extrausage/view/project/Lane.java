package dev.extrausage.view.project;

import dev.extrausage.kafka.LogEnds;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds some partitions, on a thread of its own, until it is closed. While it catches up it writes
 * many thousands of entries at once; at the end of the logs, what one poll brought.
 */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long COMPARE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_MILLIS = 500;
    private static final int FULL = 30_000;
    private static final int FEW = 2_000;
    private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<Integer, Fold> folds = new HashMap<>();
    private final int partitions;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Admin> admins;
    private final FoldTools tools;
    private final AtomicLong entries;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final AskedEnds ends = new AskedEnds();
    private final StuckTopics stuck = new StuckTopics();
    /** Partitions to be built anew, whose database could not be emptied yet. */
    private final Set<Integer> foreign = new HashSet<>();
    private volatile Consumer<byte[], byte[]> current;
    private Admin admin;
    private Journal journal;
    private long comparedAt = System.nanoTime();
    private long sweptAt = System.nanoTime();
    private boolean hasWarned;

    Lane(String name, Collection<Fold> folds, int partitions,
            Supplier<Consumer<byte[], byte[]>> consumers, Supplier<Admin> admins, FoldTools tools,
            AtomicLong entries) {
        folds.forEach(fold -> this.folds.put(fold.number(), fold));
        this.partitions = partitions;
        this.consumers = consumers;
        this.admins = admins;
        this.tools = tools;
        this.entries = entries;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Admin asking = admins.get(); Consumer<byte[], byte[]> consumer = consumers.get()) {
                admin = asking;
                current = consumer;
                journal = ask();
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (RuntimeException e) {
                String sentence = "Kafka cannot be read at the moment: " + e.getMessage();
                folds.values().forEach(fold -> fold.partition().journalProblem(sentence));
                warnAndPause(e);
            } catch (Error e) { // such as a memory that is full: said, since nobody else would
                String sentence = "The read model reads on no more: start this process again. " + e;
                folds.values().forEach(fold -> fold.partition().journalProblem(sentence));
                LOG.error(sentence, e);
                throw e;
            }
        }
        folds.values().forEach(Fold::close);
    }

    /** The topics as they are now; another number of partitions needs another start. */
    private Journal ask() {
        try {
            Journal found = Journal.ask(admin);
            if (found.partitions() != partitions) {
                throw new IllegalStateException("the topics have " + found.partitions()
                        + " partitions now, not " + partitions + ": start this process again");
            }
            return found;
        } catch (InterruptedException e) {
            throw new WakeupException();
        }
    }

    private void warnAndPause(RuntimeException e) {
        if (!hasWarned) {
            LOG.warn("the read model cannot read on, and retries: {}", e.getMessage(), e);
            hasWarned = true;
        }
        await(PAUSE_MILLIS);
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        folds.values().forEach(fold -> {
            fold.batch().clear();
            fold.close();
        });
        ends.clear();
        stuck.clear();
        while (closing.getCount() > 0) {
            openDue(consumer);
            pauseClosed(consumer);
            int count = read(consumer);
            hasWarned &= count == 0;
            flush(consumer, count);
            advance(consumer);
            sweep(count);
        }
    }

    private void openDue(Consumer<byte[], byte[]> consumer) {
        for (Fold fold : folds.values()) {
            Position before = fold.stored();
            if (!fold.isDue() || !fold.open(journal)) {
                continue;
            }
            List<TopicPartition> three = Journal.topics(fold.number());
            Set<TopicPartition> all = new HashSet<>(consumer.assignment());
            boolean isNew = all.addAll(three);
            if (isNew) {
                consumer.assign(all);
            }
            if (isNew || foreign.contains(fold.number()) || !fold.stored().isFrom(before)
                    || !position(consumer, fold).isFrom(fold.stored())) {
                fold.batch().clear();
                seek(consumer, fold);
            }
            stuck.remove(three);
            consumer.resume(three);
        }
        stuck.resumeDue(consumer);
    }

    /** Reads nothing that cannot be written: a batch would grow while the database is away. */
    private void pauseClosed(Consumer<byte[], byte[]> consumer) {
        for (Fold fold : folds.values()) {
            List<TopicPartition> three = Journal.topics(fold.number());
            if (!fold.isOpen() && consumer.assignment().containsAll(three)) {
                consumer.pause(three);
            }
        }
    }

    /**
     * Goes to the stored offsets. The journal is kept for ever, so an offset that it does not have
     * belongs to another one; requests and snapshots may have gone.
     */
    private void seek(Consumer<byte[], byte[]> consumer, Fold fold) {
        List<TopicPartition> three = Journal.topics(fold.number());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(three);
        Map<TopicPartition, Long> written = LogEnds.written(admin, three);
        long[] next = fold.stored().offsets();
        boolean isForeign = begins.get(three.get(0)) > next[0];
        for (int i = 0; i < three.size(); i++) {
            isForeign |= written.get(three.get(i)) < next[i];
        }
        foreign.remove(fold.number());
        if (isForeign) {
            if (fold.rebuild(journal, "the topics end before " + fold.stored()
                    + ", or begin after it")) {
                next = fold.stored().offsets();
            } else {
                foreign.add(fold.number()); // it is closed now, and asked again when it is open
            }
        }
        for (int i = 0; i < three.size(); i++) {
            consumer.seek(three.get(i), Math.max(next[i], begins.get(three.get(i))));
        }
    }

    private int read(Consumer<byte[], byte[]> consumer) {
        if (consumer.assignment().isEmpty()) { // no database could be opened yet
            await(POLL.toMillis());
            return 0;
        }
        int count = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            count++;
            TopicPartition from = new TopicPartition(record.topic(), record.partition());
            if (!stuck.contains(from) && !folds.get(record.partition())
                    .add(Journal.topic(record.topic()), record)) {
                stuck.add(from, record.offset(), consumer);
            }
        }
        return count;
    }

    private void flush(Consumer<byte[], byte[]> consumer, int count) {
        for (Fold fold : folds.values()) {
            Batch batch = fold.batch();
            boolean due = count < FEW || batch.size() >= FULL || batch.age() > OLD_NANOS;
            if (!fold.isOpen() || batch.isEmpty() || !due) {
                continue;
            }
            int size = batch.entries().size();
            switch (fold.flush(position(consumer, fold))) {
                case WRITTEN -> entries.addAndGet(size);
                case ELSEWHERE -> seek(consumer, fold);
                default -> LOG.trace("the batch, or the rest of it, is written later");
            }
        }
    }

    private Position position(Consumer<byte[], byte[]> consumer, Fold fold) {
        List<TopicPartition> three = Journal.topics(fold.number());
        return new Position(journal.identity(), consumer.position(three.get(0)),
                consumer.position(three.get(1)), consumer.position(three.get(2)));
    }

    private void advance(Consumer<byte[], byte[]> consumer) {
        if (ends.takeTurn()) {
            askForEnds(consumer);
        }
        for (Fold fold : folds.values()) {
            if (ends.isAsked(fold.number()) && fold.isOpen() && fold.batch().isEmpty()) {
                long knownAt = ends.knownAt(fold.number(), position(consumer, fold));
                if (knownAt >= 0) {
                    fold.partition().journalProblem(null);
                    fold.advance(knownAt);
                }
            }
        }
    }

    private void askForEnds(Consumer<byte[], byte[]> consumer) {
        List<Integer> open = folds.values().stream()
                .filter(f -> f.isOpen() && !ends.isAsked(f.number())).map(Fold::number).toList();
        try {
            if (!open.isEmpty()) {
                ends.ask(consumer, open, journal, tools.clock().millis());
            }
            // Also while a record holds the ends up: they may be those of topics that are gone.
            requireSameTopics();
        } catch (TimeoutException e) {
            folds.values().forEach(fold -> fold.partition().journalProblem(
                    "Kafka does not tell where the journal ends."));
        }
    }

    /** Topics that were made anew have offsets that mean something else. */
    private void requireSameTopics() {
        if (System.nanoTime() - comparedAt > COMPARE_NANOS) {
            comparedAt = System.nanoTime();
            Journal found = ask();
            if (!found.equals(journal)) {
                throw new IllegalStateException("the topics were made anew: " + found.identity());
            }
        }
    }

    /** Deletes a few old entries when there is nothing else to do. */
    private void sweep(int count) {
        if (count < FEW && System.nanoTime() - sweptAt > SWEEP_NANOS) {
            sweptAt = System.nanoTime();
            folds.values().stream().filter(f -> f.isOpen() && f.partition().knownAt() > 0)
                    .forEach(Fold::sweep);
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
