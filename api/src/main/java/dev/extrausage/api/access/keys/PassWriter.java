package dev.extrausage.api.access.keys;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes keys and sessions, and returns when all replicas and our own ring have them. */
final class PassWriter implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    /** The time for which a key that has ended can still be listed. */
    private static final long KEY_KEPT_MILLIS = TimeUnit.DAYS.toMillis(35);
    private static final long SESSION_KEPT_MILLIS = TimeUnit.DAYS.toMillis(1);
    private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_SWEPT = 1_000;

    private final Producer<byte[], byte[]> producer;
    private final KeyRing ring;
    private final InstantSource clock;
    private final AtomicLong sweptAt = new AtomicLong(System.nanoTime() - SWEEP_NANOS);

    PassWriter(Cluster cluster, KeyRing ring, InstantSource clock) {
        this(cluster.producer(LONGEST), ring, clock);
    }

    PassWriter(Producer<byte[], byte[]> producer, KeyRing ring, InstantSource clock) {
        this.producer = producer;
        this.ring = ring;
        this.clock = clock;
    }

    /**
     * Writes a pass.
     *
     * @return what the ring makes of it: others may have written before
     * @throws ClusterProblem Kafka does not take it, or it was not read back
     */
    Pass write(Pass pass) {
        forgetOld();
        RecordMetadata place = send(pass.id(), PassJson.write(pass));
        if (!ring.awaitRead(place.partition(), place.offset(), LONGEST)) {
            throw new ClusterProblem("What was written to " + Topics.API_KEYS.topicName()
                    + " was not read back within " + LONGEST.toSeconds() + " s.");
        }
        Pass now = ring.find(pass.id());
        if (now == null) {
            return pass; // it has ended by now
        }
        if (!now.equals(pass)) {
            // Compaction keeps the last record: it has to say what is true.
            send(pass.id(), PassJson.write(now));
        }
        return now;
    }

    /** Takes what has ended long ago off the topic, now and then, and does not wait for that. */
    private void forgetOld() {
        long now = System.nanoTime();
        long before = sweptAt.get();
        if (now - before < SWEEP_NANOS || !sweptAt.compareAndSet(before, now)) {
            return;
        }
        long time = clock.millis();
        ring.all().stream().filter(pass -> pass.endsAt() < time - keptMillis(pass))
                .limit(MOST_SWEPT).forEach(pass -> producer.send(new ProducerRecord<>(
                        Topics.API_KEYS.topicName(), bytes(pass.id()), null)));
    }

    private static long keptMillis(Pass pass) {
        return pass.isKey() ? KEY_KEPT_MILLIS : SESSION_KEPT_MILLIS;
    }

    private RecordMetadata send(String id, byte[] value) {
        try {
            return producer.send(new ProducerRecord<>(
                    Topics.API_KEYS.topicName(), bytes(id), value))
                    .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    private static ClusterProblem refused(Throwable why) {
        return new ClusterProblem("Kafka did not take a record of "
                + Topics.API_KEYS.topicName() + ": " + why.getMessage() + ".", why);
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(LONGEST_CLOSE);
    }
}
