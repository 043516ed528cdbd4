package dev.extrausage.client.publish;

import dev.extrausage.client.Acknowledged;
import dev.extrausage.client.publish.spool.Spool;
import dev.extrausage.client.publish.spool.SpoolRecord;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * Hands what is in the spool to Kafka, in its order, on a thread of its own.
 *
 * <p>There is one way for every event, in good times and after a restart: read from the spool,
 * handed to Kafka's producer, settled when acknowledged. The producer repeats what gets no answer,
 * in order and for ever. Should it fail nevertheless, it is closed, and a new one begins with the
 * first event that is not acknowledged; the ledger knows the others again by their ids (M4).
 */
final class Delivery implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long LOOK_UP_MILLIS = 100;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long TRY_SET_ASIDE_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(10);
    /** Of the 5 minutes that an id may be ahead of the broker's clock (M5). */
    private static final long TOO_FAR_AHEAD_MILLIS = Duration.ofMinutes(4).toMillis();

    private final Spool spool;
    private final SpoolCodec wire;
    private final EventIds ids;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final DeliveryProblems problems;
    private final LongAdder sent = new LongAdder();
    private final LongAdder resent = new LongAdder();
    private final Set<SpoolRecord> suspects = ConcurrentHashMap.newKeySet();
    private final Set<SpoolRecord> setAside = ConcurrentHashMap.newKeySet();
    private volatile Thread thread;
    private volatile boolean isStopping;
    private volatile boolean hasFailed;
    private long tidiedNanos = System.nanoTime();
    private long triedAgainNanos = System.nanoTime();

    Delivery(Spool spool, SpoolCodec wire, EventIds ids, LongSupplier clock,
            Supplier<Producer<byte[], byte[]>> producers) {
        this.spool = spool;
        this.wire = wire;
        this.ids = ids;
        this.producers = producers;
        problems = new DeliveryProblems(clock);
    }

    long sent() {
        return sent.sum();
    }

    long resent() {
        return resent.sum();
    }

    long setAside() {
        return setAside.size();
    }

    DeliveryProblems problems() {
        return problems;
    }

    /** Ends {@link #run}; what is under way then is in the spool still. */
    void stop() {
        isStopping = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override public void run() {
        thread = Thread.currentThread();
        long pause = FIRST_PAUSE_MILLIS;
        while (!isStopping) {
            long before = sent.sum();
            try {
                deliverUntilFailure();
            } catch (InterruptedException e) {
                continue; // only to stop
            } catch (RuntimeException | Error e) { // whatever it is, events must go on
                tell(e);
            }
            pause = sent.sum() > before
                    ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            pause(pause);
            spool.rewind();
        }
    }

    private void deliverUntilFailure() throws InterruptedException {
        hasFailed = false;
        Producer<byte[], byte[]> producer = producers.get();
        try {
            while (!isStopping && !hasFailed) {
                SpoolRecord record = spool.next(LOOK_UP_MILLIS);
                if (record != null && !setAside.contains(record)) {
                    deliver(producer, record);
                }
                lookAround(producer);
            }
        } finally {
            boolean wasInterrupted = Thread.interrupted(); // or closing would not be orderly
            producer.close(Duration.ZERO); // everything under way is answered now, one way or other
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
        if (suspects.contains(record)) {
            deliverAlone(producer, record, message);
        } else {
            hand(producer, message, new Answer(record, false));
        }
    }

    private ProducerRecord<byte[], byte[]> message(SpoolRecord record) {
        try {
            Spool.Content content = spool.read(record);
            return new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(), content.key(),
                    wire.forKafka(content.value()));
        } catch (IOException | BadRecord e) {
            setAside(record, e);
            return null;
        }
    }

    /** Hands it over; while Kafka's producer has no room or knows no broker, again and again. */
    private Future<RecordMetadata> hand(Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> message, Answer answer) throws InterruptedException {
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
            tell(refusal);
            problems.lookAt(spool.state());
            hasFailed = !(refusal instanceof RetriableException);
            pause(FIRST_PAUSE_MILLIS);
        }
        return null;
    }

    /** Whether it was this one that Kafka refused shows when nothing else is with it. */
    private void deliverAlone(Producer<byte[], byte[]> producer, SpoolRecord record,
            ProducerRecord<byte[], byte[]> message) throws InterruptedException {
        producer.flush();
        Future<RecordMetadata> place = hand(producer, message, new Answer(record, true));
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
        suspects.add(record);
        if (setAside.add(record)) {
            LOG.error("Kafka does not take the event {}: it stays in the spool and is tried again,"
                    + " the others go on. The reason: {}", nameOf(record), why.toString());
        }
    }

    private String nameOf(SpoolRecord record) {
        try {
            return wire.eventIdIn(spool.read(record).value());
        } catch (IOException | RuntimeException e) {
            return "that cannot be read";
        }
    }

    /** What is to be done from time to time. */
    private void lookAround(Producer<byte[], byte[]> producer) throws InterruptedException {
        long now = System.nanoTime();
        if (now - tidiedNanos >= TimeUnit.MILLISECONDS.toNanos(LOOK_UP_MILLIS)) {
            tidiedNanos = now;
            try {
                spool.tidy();
            } catch (IOException e) {
                problems.tell("the spool cannot be tidied: " + e);
            }
            problems.lookAt(spool.state());
        }
        if (now - triedAgainNanos >= TRY_SET_ASIDE_AGAIN_NANOS) {
            triedAgainNanos = now;
            List<SpoolRecord> again = setAside.stream()
                    .sorted(Comparator.comparingLong(SpoolRecord::time)).toList();
            again.forEach(setAside::remove);
            for (SpoolRecord record : again) {
                deliver(producer, record);
            }
        }
    }

    private void tell(Throwable e) {
        if (!isStopping) {
            problems.tell(SendError.inWords(e));
        }
    }

    private void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            LOG.debug("stopping"); // nobody interrupts for another reason
        }
    }

    private void acknowledged(SpoolRecord record, RecordMetadata place) {
        suspects.remove(record);
        setAside.remove(record);
        sent.increment();
        problems.over();
        spool.settle(record); // after the counts: who sees that nothing waits, sees all as sent
        if (record instanceof Pending event) {
            compareClocks(event, place);
            event.acknowledged().complete(new Acknowledged(place.partition(),
                    place.hasOffset() ? place.offset() : -1));
        }
    }

    private void compareClocks(Pending event, RecordMetadata place) {
        if (place.hasTimestamp()
                && event.time() - place.timestamp() > TOO_FAR_AHEAD_MILLIS) {
            ids.startAgain();
            problems.clockIsAhead(Duration.ofMillis(event.time() - place.timestamp()));
        }
    }

    /** What Kafka says of one record. */
    private final class Answer implements Callback {
        private final SpoolRecord record;
        private final boolean isAlone;
        private Exception atOnce;

        private Answer(SpoolRecord record, boolean isAlone) {
            this.record = record;
            this.isAlone = isAlone;
        }

        @Override public void onCompletion(RecordMetadata place, Exception e) {
            if (e == null) {
                acknowledged(record, place);
            } else if (Thread.currentThread() == thread && !hasFailed) {
                atOnce = e; // it was not even taken
            } else if (!SendError.isOfOneRecord(e)) {
                fail(e);
            } else if (isAlone) {
                setAside(record, e);
            } else {
                suspects.add(record);
                fail(e);
            }
        }

        /** The first tells; the others fail because of it. */
        private void fail(Exception e) {
            if (!hasFailed) {
                tell(e); // first: who begins again because of it has to find it told
                hasFailed = true;
            }
        }
    }
}
