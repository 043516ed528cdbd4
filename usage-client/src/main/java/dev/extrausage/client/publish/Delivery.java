package dev.extrausage.client.publish;

import dev.extrausage.client.Acknowledged;
import dev.extrausage.client.publish.spool.Spool;
import dev.extrausage.client.publish.spool.SpoolRecord;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the spool's events to Kafka in their order, on a thread of its own.
 *
 * <p>Every event goes one way, in good times and after a restart: read from the spool, handed to
 * Kafka's producer, settled when acknowledged. The producer retries in order and for ever. Should
 * it fail nevertheless, it is closed, the spool is rewound, and a new producer begins with the
 * first event that is not acknowledged; the ledger drops the duplicates by their ids (M4).
 */
final class Delivery implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long POLL_MILLIS = 100;
    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final long MAX_BACKOFF_MILLIS = 30_000;

    private final Spool spool;
    private final SpoolCodec codec;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final DeliveryProblems problems;
    private final ClockSkew skew;
    private final Quarantine quarantine = new Quarantine();
    private final LongAdder sent = new LongAdder();
    private final LongAdder resent = new LongAdder();
    private volatile Thread thread;
    private volatile boolean isStopping;
    private volatile boolean hasFailed;
    private long tidiedNanos = System.nanoTime();

    Delivery(Spool spool, SpoolCodec codec, EventIds ids, LongSupplier clock,
            Supplier<Producer<byte[], byte[]>> producers) {
        this.spool = spool;
        this.codec = codec;
        this.producers = producers;
        problems = new DeliveryProblems(clock);
        skew = new ClockSkew(clock, ids, problems);
    }

    long sent() {
        return sent.sum();
    }

    long resent() {
        return resent.sum();
    }

    long setAside() {
        return quarantine.size();
    }

    /** Our clock less the broker's ({@link ClockSkew#ahead}). */
    Duration clockAhead() {
        return skew.ahead();
    }

    DeliveryProblems problems() {
        return problems;
    }

    /** Ends {@link #run}; events under way are still in the spool. */
    void stop() {
        isStopping = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override public void run() {
        thread = Thread.currentThread();
        long pause = FIRST_BACKOFF_MILLIS;
        while (!isStopping) {
            long before = sent.sum();
            try {
                deliverUntilFailure();
            } catch (InterruptedException e) {
                continue; // only to stop
            } catch (RuntimeException | Error e) { // whatever failed, delivery must go on
                report(e);
            }
            pause = sent.sum() > before
                    ? FIRST_BACKOFF_MILLIS : Math.min(2 * pause, MAX_BACKOFF_MILLIS);
            pause(pause);
            spool.rewind();
        }
    }

    private void deliverUntilFailure() throws InterruptedException {
        hasFailed = false;
        Producer<byte[], byte[]> producer = producers.get();
        try {
            while (!isStopping && !hasFailed) {
                SpoolRecord record = spool.next(POLL_MILLIS);
                if (record != null && !quarantine.isSetAside(record)) {
                    deliver(producer, record);
                }
                doPeriodicWork(producer);
            }
        } finally {
            boolean wasInterrupted = Thread.interrupted(); // an interrupt would cut the close short
            producer.close(Duration.ZERO); // completes every callback under way
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void deliver(Producer<byte[], byte[]> producer, SpoolRecord record)
            throws InterruptedException {
        ProducerRecord<byte[], byte[]> message = message(record);
        if (message == null) {
            return;
        }
        if (record.handOver()) {
            resent.increment();
        }
        if (quarantine.isSuspect(record)) {
            deliverAlone(producer, record, message);
        } else {
            hand(producer, message, new Acknowledgement(record, false));
        }
    }

    private ProducerRecord<byte[], byte[]> message(SpoolRecord record) {
        try {
            Spool.Content content = spool.read(record);
            return new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(), content.key(),
                    codec.forKafka(content.value()));
        } catch (IOException | BadRecord e) {
            setAside(record, e);
            return null;
        }
    }

    /** Hands it to Kafka's producer; retries while that has no room or knows no broker. */
    private Future<RecordMetadata> hand(Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> message, Acknowledgement answer)
            throws InterruptedException {
        while (!isStopping && !hasFailed) {
            answer.atOnce = null;
            Future<RecordMetadata> place = producer.send(message, answer);
            Exception refusal = answer.atOnce;
            if (refusal == null) {
                return place;
            }
            if (SendError.isOfOneRecord(refusal)) {
                setAside(answer.record, refusal);
                return null;
            }
            report(refusal);
            problems.warnIfOld(spool.state());
            hasFailed = !(refusal instanceof RetriableException);
            pause(FIRST_BACKOFF_MILLIS);
        }
        return null;
    }

    /** Sends a suspect by itself, to find out whether it is the one that Kafka refuses. */
    private void deliverAlone(Producer<byte[], byte[]> producer, SpoolRecord record,
            ProducerRecord<byte[], byte[]> message) throws InterruptedException {
        producer.flush();
        Future<RecordMetadata> place = hand(producer, message, new Acknowledgement(record, true));
        if (place == null) {
            return;
        }
        try {
            place.get();
        } catch (ExecutionException e) {
            LOG.debug("the answer was dealt with", e);
        }
    }

    private void setAside(SpoolRecord record, Exception why) {
        if (quarantine.setAside(record)) {
            LOG.error("Kafka refuses the event {}: it stays in the spool and is retried,"
                    + " the others go on. The reason: {}", nameOf(record), why.toString());
        }
    }

    private String nameOf(SpoolRecord record) {
        try {
            return codec.eventIdIn(spool.read(record).value());
        } catch (IOException | RuntimeException e) {
            return "that cannot be read";
        }
    }

    /** Does the periodic work: tidies the spool, and retries the events that were set aside. */
    private void doPeriodicWork(Producer<byte[], byte[]> producer) throws InterruptedException {
        long now = System.nanoTime();
        if (now - tidiedNanos >= TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS)) {
            tidiedNanos = now;
            try {
                spool.tidy();
            } catch (IOException e) {
                problems.report("the spool cannot be tidied: " + e);
            }
            problems.warnIfOld(spool.state());
        }
        for (SpoolRecord record : quarantine.takeDue()) {
            deliver(producer, record);
        }
    }

    private void report(Throwable e) {
        if (!isStopping) {
            problems.report(SendError.inWords(e));
        }
    }

    private void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            LOG.debug("stopping"); // the only reason for an interrupt
        }
    }

    private void acknowledged(SpoolRecord record, RecordMetadata place) {
        quarantine.clear(record);
        sent.increment();
        problems.clear();
        spool.settle(record); // after the counts: when nothing waits, all count as sent
        if (record instanceof Pending event) {
            skew.compare(event, place);
            event.acknowledged().complete(new Acknowledged(place.partition(),
                    place.hasOffset() ? place.offset() : -1));
        }
    }

    /** Receives Kafka's acknowledgement or error for one record. */
    private final class Acknowledgement implements Callback {
        private final SpoolRecord record;
        private final boolean isAlone;
        private Exception atOnce;

        private Acknowledgement(SpoolRecord record, boolean isAlone) {
            this.record = record;
            this.isAlone = isAlone;
        }

        @Override public void onCompletion(RecordMetadata place, Exception e) {
            if (e == null) {
                acknowledged(record, place);
            } else if (Thread.currentThread() == thread && !hasFailed) {
                atOnce = e; // send() itself refused it
            } else if (!SendError.isOfOneRecord(e)) {
                fail(e);
            } else if (isAlone) {
                setAside(record, e);
            } else {
                quarantine.suspect(record);
                fail(e);
            }
        }

        /** Reports the first failure; the others follow from it. */
        private void fail(Exception e) {
            if (!hasFailed) {
                report(e); // before the flag: the restart it causes must find the problem reported
                hasFailed = true;
            }
        }
    }
}
