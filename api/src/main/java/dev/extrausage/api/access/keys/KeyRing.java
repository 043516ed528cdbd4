package dev.extrausage.api.access.keys;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.UtcTime;
import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All keys and sessions, read from the topic {@code api-keys} on a thread of its own and followed
 * from then on; while Kafka is away, what was read holds. Safe for use by several threads: a
 * look-up is one read of a concurrent map.
 *
 * <p>Before the topic was read to its end once, nobody is told that a key is unknown: it may be
 * further on.
 */
public final class KeyRing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** The longest that a pass made by another instance may take to arrive here. */
    private static final Duration ARRIVAL = Duration.ofMillis(250);
    private static final int MOST_WAITING = 8;

    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final List<TopicPartition> partitions;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Thread thread = new Thread(this::run, "key-ring");
    /** The known passes; replaced as a whole where the topic had to be read anew. */
    private volatile PassMap passes = new PassMap();
    private volatile boolean isComplete;
    private volatile Runnable onEnd = () -> { };
    private boolean hasEndedOne;
    private volatile boolean isClosing;
    private Long saidAt;

    /** A ring of that cluster's keys, which does nothing yet. */
    public KeyRing(Cluster cluster) {
        this(cluster::reader, cluster.partitions());
    }

    /**
     * A ring that does nothing yet.
     *
     * @param readers consumers of committed records that have no group
     * @param partitions of the topic
     */
    KeyRing(Supplier<Consumer<byte[], byte[]>> readers, int partitions) {
        this.readers = readers;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(Topics.API_KEYS.topicName(), p)).toList();
        thread.setDaemon(true);
    }

    /** Starts it, once; a Kafka that is away is waited for. */
    public void start() {
        thread.start();
    }

    /**
     * Has {@code task} run, on the ring's thread, after a key or a session was ended before its
     * time, so that what is open with it can be closed at once.
     */
    public void onEnd(Runnable task) {
        onEnd = task;
    }

    /** False until the topic was read to its end once. */
    public boolean isComplete() {
        return isComplete;
    }

    /** Waits until {@link #isComplete}; returns false if that takes longer. */
    public boolean awaitComplete(Duration longest) {
        return await(() -> isComplete, longest);
    }

    /** All keys and sessions that are known now, those that have ended, too. */
    public Collection<Pass> all() {
        return passes.all();
    }

    /** The pass of that id; null where there is none. */
    public Pass find(String id) {
        return passes.find(id);
    }

    /**
     * Finds the caller that a key or a session lets in.
     *
     * @param now milliseconds since 1970
     * @throws Problem unauthenticated: it is unknown, or has ended; not_ready: the topic was not
     *     read yet
     */
    public Credential identify(SecretToken token, long now) {
        if (!isComplete) {
            throw notReady(); // what is known so far may have been revoked further on
        }
        SecretToken.Sort sort = token.sort();
        Pass pass = findSoon(token.id(), one -> one.sha256Of(sort) != null);
        // Compared before anything is told of it: who does not have the secret learns nothing.
        if (pass == null || !token.matches(pass.sha256Of(sort))) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, token + " is not known here.");
        }
        if (pass.hasEnded(now)) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, token + end(pass));
        }
        return pass.credential(
                sort == SecretToken.Sort.PORTAL ? Credential.Kind.PORTAL : pass.kind());
    }

    /** True if there is an API key of that id, so that {@link #identify} awaits none. */
    public boolean knowsKey(String id) {
        Pass pass = passes.find(id);
        return pass != null && pass.sha256Of(SecretToken.Sort.KEY) != null;
    }

    private static String end(Pass pass) {
        return pass.revoked() != null
                ? " was revoked at " + UtcTime.format(pass.revoked().at()) + "."
                : " has expired at " + UtcTime.format(pass.expiresAt()) + ".";
    }

    static Problem notReady() {
        return Problem.of(ProblemCode.NOT_READY,
                "The keys were not read from Kafka yet, so nobody can be let in.")
                .header("Retry-After", "1");
    }

    /** A pass that may have been made, or changed, a moment ago elsewhere: it is awaited. */
    Pass findSoon(String id, Predicate<Pass> isAsItMustBe) {
        BooleanSupplier isHere = () -> {
            Pass pass = passes.find(id);
            return pass != null && isAsItMustBe.test(pass);
        };
        if (!isHere.getAsBoolean() && waiting.tryAcquire()) {
            try {
                await(isHere, ARRIVAL);
            } finally {
                waiting.release();
            }
        }
        return passes.find(id);
    }

    /** Waits until that record was read here; returns false if that takes longer. */
    boolean awaitRead(int partition, long offset, Duration longest) {
        return await(() -> passes.next(partition) > offset, longest);
    }

    private synchronized boolean await(BooleanSupplier isSo, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!isSo.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw Cluster.interrupted(e);
            }
        }
        return true;
    }

    private void run() {
        while (!isClosing) {
            try (Consumer<byte[], byte[]> reader = readers.get()) {
                follow(reader);
            } catch (KafkaException | ClusterProblem e) {
                sayOnceAMinute(e);
                pause();
            }
        }
    }

    /** Goes on where it was; from the beginning, beside what is known, if that is gone. */
    private void follow(Consumer<byte[], byte[]> reader) {
        try {
            follow(reader, passes);
        } catch (OffsetOutOfRangeException e) {
            LOG.warn("the topic {} was cut or made anew: all keys are read again",
                    Topics.API_KEYS.topicName());
            follow(reader, new PassMap());
        }
    }

    private void follow(Consumer<byte[], byte[]> reader, PassMap map) {
        reader.assign(partitions);
        for (TopicPartition partition : partitions) {
            long next = map.next(partition.partition());
            if (next == 0) {
                reader.seekToBeginning(List.of(partition));
            } else {
                reader.seek(partition, next);
            }
        }
        CatchUp catchUp = new CatchUp(reader, reader.endOffsets(partitions));
        for (catchUp.advance(); !catchUp.isDone() && !isClosing; catchUp.advance()) {
            take(reader.poll(A_MOMENT), map);
        }
        settle(map);
        while (!isClosing) {
            if (take(reader.poll(A_MOMENT), map)) {
                changed();
            }
            if (hasEndedOne) {
                hasEndedOne = false;
                tellEnd();
            }
        }
    }

    /** A listener that fails must not keep the ring from hearing of the next end. */
    private void tellEnd() {
        try {
            onEnd.run();
        } catch (RuntimeException e) {
            LOG.error("what is open with a key that was ended may stay so for a while", e);
        }
    }

    private boolean take(ConsumerRecords<byte[], byte[]> records, PassMap map) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            hasEndedOne |= map.take(record);
        }
        return !records.isEmpty();
    }

    private synchronized void settle(PassMap map) {
        if (!isComplete && !isClosing) {
            LOG.info("the API knows {} keys and sessions", map.all().size());
        }
        passes = map;
        isComplete = isComplete || !isClosing;
        notifyAll();
    }

    private synchronized void changed() {
        notifyAll();
    }

    private void sayOnceAMinute(RuntimeException e) {
        long now = System.nanoTime();
        if (!isClosing && (saidAt == null || now - saidAt > QUIET_NANOS)) {
            saidAt = now;
            LOG.warn("the topic {} cannot be read at the moment, {}; this is tried again: {}",
                    Topics.API_KEYS.topicName(),
                    isComplete ? "and the keys that are known hold" : "and no key is known yet",
                    e.getMessage());
        }
    }

    private synchronized void pause() {
        if (!isClosing) {
            try {
                wait(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                isClosing = true;
            }
        }
    }

    /** Ends it; one that waits for an answer of Kafka ends by itself a little later. */
    @Override
    public void close() {
        synchronized (this) {
            isClosing = true;
            notifyAll();
        }
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
