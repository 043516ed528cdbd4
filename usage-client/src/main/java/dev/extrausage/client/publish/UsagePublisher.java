package dev.extrausage.client.publish;

import dev.extrausage.client.Published;
import dev.extrausage.client.publish.spool.Spool;
import dev.extrausage.client.publish.spool.SpoolRecord;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the usage of requests to {@code usage-events}, through a write-ahead spool on disk.
 * Safe for use by several threads; one for each process, for as long as it runs.
 *
 * <p><b>What the answer means.</b> When {@link #publish} returns, the event is in the spool, a
 * folder of this machine, and will reach Kafka: after any outage, and also when the process is
 * killed at once, for then the next publisher on that folder sends it. When it throws, the event
 * will not be sent. Nothing in between. The spool is not forced to the disk: a power cut, or the
 * loss of the disk, can lose what Kafka had not yet, in good times the last moment.
 *
 * <p><b>How long it takes.</b> A request waits for one write to a file, shared with the others
 * that publish at the moment, and never longer than {@link Builder#longestWait}: not for Kafka, and
 * not for the disk.
 *
 * <p><b>Twice.</b> Events are sent at least once, always with the same id, so that they count once
 * (SPEC M4). A process that was killed may send again what was acknowledged in its last tenth of a
 * second, or after an event that still is not.
 *
 * <p><b>Order.</b> An account's events arrive in the order in which they were published, those of
 * an earlier process first. The exceptions are events that Kafka refuses one by one.
 */
public final class UsagePublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsagePublisher.class);
    private static final Duration ORDERLY_CLOSE = Duration.ofSeconds(10);
    private static final long END_OF_THREADS_MILLIS = 5_000;
    private static final long BETWEEN_LOOKS_MILLIS = 10;

    private final LongSupplier clock;
    private final EventIds ids;
    private final SpoolCodec codec;
    private final Spool spool;
    private final SpoolWriter writer;
    private final Delivery delivery;
    private final Thread writing;
    private final Thread delivering;
    private final long longestWaitNanos;
    private final LongAdder refused = new LongAdder();
    private volatile boolean isClosed;

    private UsagePublisher(Builder settings, Map<String, Object> kafka) throws IOException {
        clock = settings.clock;
        longestWaitNanos = settings.longestWait.toNanos();
        ids = new EventIds(clock);
        codec = new SpoolCodec(settings.schemaIds);
        spool = Spool.open(settings.spool, settings.spoolBytes);
        writer = new SpoolWriter(spool::hasRoom, spool::append);
        delivery = new Delivery(spool, codec, ids, clock, () -> settings.producers.apply(kafka));
        writing = start("usage-publisher-spool", writer);
        delivering = start("usage-publisher-delivery", delivery);
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true); // whoever forgets to close loses nothing: it is in the spool
        thread.start();
        return thread;
    }

    /** A publisher to be configured. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes the usage of a request that was served. Without an id of its own it is a new event:
     * call it once for each request; after {@link NotPublished}, once more at most. With one it may
     * be called again and again, and counts once (M4).
     *
     * @return its id, and what will tell when Kafka has it
     * @throws BadInput a value is out of its bounds (SPEC 4): the message names field, value, bound
     * @throws NotPublished it could not be kept, in time
     */
    public Published publish(Usage usage) {
        return submit(usage).await();
    }

    /**
     * Hands usage to the thread that writes, as {@link #publish} does, and does not wait. Many that
     * are submitted before the first is awaited share their writes, and {@link Builder#longestWait}
     * runs for all of them at once.
     *
     * @throws BadInput as {@link #publish}
     * @throws NotPublished the publisher is closed
     */
    public Submission submit(Usage usage) {
        Objects.requireNonNull(usage, "usage is null: must be the usage of a request");
        try {
            long now = clock.getAsLong();
            boolean isOurs = usage.eventId() == null;
            UsageEvent event = usage.asEvent(isOurs ? ids.next() : usage.eventId(), now);
            EventId id = event.eventId();
            // The spool tells by it how long an event waits; a sender's id may have any time.
            Pending pending = new Pending(isOurs ? id.time() : now,
                    event.accountId().getBytes(StandardCharsets.UTF_8), codec.forSpool(event));
            if (isClosed) {
                throw closed();
            }
            writer.submit(pending);
            return new Submission(this, id, pending, System.nanoTime() + longestWaitNanos);
        } catch (BadInput | NotPublished e) {
            refused.increment();
            throw e;
        }
    }

    /** Waits until it is kept, at the latest at {@code end} of {@link System#nanoTime}. */
    Published await(EventId id, Pending pending, long end) {
        try {
            if (!writer.awaitKept(pending, end - System.nanoTime())) {
                throw isClosed ? closed() : new NotPublished(NotPublished.Reason.DISK_TOO_SLOW,
                        "the event is not published: the disk has not taken it within "
                                + TimeUnit.NANOSECONDS.toMillis(longestWaitNanos) + " ms", null);
            }
            return new Published(id, pending.acknowledged());
        } catch (NotPublished e) {
            refused.increment();
            throw e;
        }
    }

    private static NotPublished closed() {
        return new NotPublished(NotPublished.Reason.CLOSED,
                "the event is not published: the publisher is closed", null);
    }

    /** The publisher's figures at this moment. */
    public PublisherMetrics metrics() {
        Spool.State state = spool.state();
        return new PublisherMetrics(delivery.sent(), state.waiting(), state.bytes(),
                delivery.resent(), refused.sum(), delivery.setAside(),
                delivery.problems().age(state), delivery.problems().problem(),
                delivery.clockAhead());
    }

    /** As {@link #close(Duration)}, with ten seconds. */
    @Override public void close() {
        close(ORDERLY_CLOSE);
    }

    /**
     * Takes no more events, and returns when all are acknowledged, at the latest after that time
     * and a moment; what is not stays in the spool for the next publisher. A second call does
     * nothing.
     */
    public synchronized void close(Duration longest) {
        Objects.requireNonNull(longest, "longest is null: must be a time to wait");
        if (isClosed) {
            return;
        }
        isClosed = true;
        long end = System.nanoTime() + longest.toNanos();
        writer.close();
        boolean wasInterrupted = !awaitDelivery(end);
        delivery.stop();
        wasInterrupted |= !join(writing) | !join(delivering);
        leaveTheRest();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if interrupted. */
    private boolean awaitDelivery(long end) {
        try {
            writing.join(Math.max(1, millisUntil(end)));
            while (spool.state().waiting() > delivery.setAside() && millisUntil(end) > 0) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    private static boolean join(Thread thread) {
        try {
            thread.join(END_OF_THREADS_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void leaveTheRest() {
        for (SpoolRecord record : spool.waiting()) {
            if (record instanceof Pending event) {
                event.acknowledged().completeExceptionally(new IllegalStateException(
                        "the publisher was closed before Kafka had the event: it is in the spool,"
                                + " and the next publisher sends it"));
            }
        }
        if (writing.isAlive() || delivering.isAlive()) {
            LOG.error("the disk of the spool does not answer: its folder stays claimed until this"
                    + " process ends");
            return;
        }
        try {
            spool.close();
        } catch (IOException e) {
            LOG.warn("the spool could not be tidied; events may be sent again: {}", e.toString());
        }
    }

    /** The settings of a publisher; address and folder are required. Belongs to one thread. */
    public static final class Builder {
        private static final long DEFAULT_SPOOL_BYTES = 256L * 1024 * 1024;
        private static final Duration LEAST_WAIT = Duration.ofMillis(1);
        private static final Duration MOST_WAIT = Duration.ofHours(1);

        private final Map<String, String> kafka = new HashMap<>();
        private String bootstrapServers;
        private Path spool;
        private long spoolBytes = DEFAULT_SPOOL_BYTES;
        private Duration longestWait = Duration.ofSeconds(1);
        private SchemaIds schemaIds = ReleasedSchemas.load();
        private LongSupplier clock = System::currentTimeMillis;
        private Function<Map<String, Object>, Producer<byte[], byte[]>> producers =
                KafkaProducer::new;

        private Builder() { }

        /** Kafka's address, {@code HOST:PORT} or several with commas between; it may be away. */
        public Builder bootstrapServers(String addresses) {
            bootstrapServers = addresses;
            return this;
        }

        /**
         * The folder for what Kafka does not have yet; made if need be. It belongs to one process
         * and must be there again after a restart: a disk, not memory, and in a container a volume.
         */
        public Builder spool(Path folder) {
            spool = folder;
            return this;
        }

        /**
         * The most that the spool may take, in bytes, from 1 MiB; otherwise 256 MiB, some 1.3
         * million events of 200 bytes. In memory a waiting event takes some 100 bytes.
         */
        public Builder spoolBytes(long bound) {
            spoolBytes = bound;
            return this;
        }

        /** The longest that {@link #publish} may take, 1 ms to 1 hour; otherwise 1 s. */
        public Builder longestWait(Duration bound) {
            longestWait = bound;
            return this;
        }

        /**
         * The source of schema ids, by default the checked-in catalogue. No request waits for a
         * registry that does not answer. Its maker closes it.
         */
        public Builder schemaIds(SchemaIds source) {
            schemaIds = source;
            return this;
        }

        /**
         * A setting of Kafka's producer, passed through: security, compression, client.id ...
         *
         * @throws IllegalArgumentException one on which order or safety rest
         */
        public Builder kafka(String name, String value) {
            ProducerSettings.check(name, value);
            kafka.put(name, value);
            return this;
        }

        /**
         * Settings of Kafka's clients in a properties file, such as security, with secrets that may
         * be references as {@code ${file:/path:key}}, {@code ${dir:/path:name}} or {@code
         * ${env:NAME}}.
         *
         * @throws IllegalArgumentException naming the file and the key that cannot be used
         */
        public Builder kafkaConfig(Path file) {
            KafkaAccess.settingsOf(file).forEach(this::kafka);
            return this;
        }

        /** For tests: milliseconds since 1970. */
        Builder clock(LongSupplier millis) {
            clock = millis;
            return this;
        }

        /** For tests. */
        Builder producers(Function<Map<String, Object>, Producer<byte[], byte[]>> makes) {
            producers = makes;
            return this;
        }

        /**
         * Opens the spool and begins to send what is in it; Kafka need not be there.
         *
         * @throws IllegalArgumentException a setting cannot be
         * @throws org.apache.kafka.common.config.ConfigException a value Kafka does not understand
         * @throws UncheckedIOException the spool's folder cannot be used, or is in use
         */
        public UsagePublisher open() {
            Objects.requireNonNull(bootstrapServers, "bootstrapServers");
            Objects.requireNonNull(spool, "spool");
            Objects.requireNonNull(schemaIds, "schemaIds");
            Objects.requireNonNull(longestWait, "longestWait");
            if (longestWait.compareTo(LEAST_WAIT) < 0 || longestWait.compareTo(MOST_WAIT) > 0) {
                throw new IllegalArgumentException("longestWait is " + longestWait
                        + ": must be 1 ms to 1 hour");
            }
            Map<String, Object> settings = ProducerSettings.of(bootstrapServers, kafka);
            try {
                return new UsagePublisher(this, settings);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }
}
