package dev.extrausage.intake;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Event;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends events to the topics they belong on, keyed and partitioned as SPEC 4 wants, each
 * acknowledged by all replicas. Belongs to one thread.
 */
final class Outbox implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final TopicCodecs codecs;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Map<Topics, Long> sent = new EnumMap<>(Topics.class);
    private final Consumer<RecordMetadata> acknowledged;

    /** {@code acknowledged}: told of each record's place, by the producer's thread. */
    Outbox(Cluster cluster, Consumer<RecordMetadata> acknowledged) {
        this.acknowledged = acknowledged;
        codecs = TopicCodecs.of(cluster.ids());
        producer = cluster.producer();
    }

    /**
     * Sends it; its place is known later. Those of one partition take their places in this order.
     */
    Future<RecordMetadata> send(Event event) {
        failIfFailed();
        Topics topic = Topics.of(event);
        Future<RecordMetadata> place = producer.send(
                new ProducerRecord<>(topic.topicName(),
                        event.accountId().getBytes(StandardCharsets.UTF_8), encode(topic, event)),
                (metadata, e) -> {
                    if (e == null) {
                        acknowledged.accept(metadata);
                    } else {
                        failure.compareAndSet(null, e);
                    }
                });
        sent.merge(topic, 1L, Long::sum);
        return place;
    }

    private byte[] encode(Topics topic, Event event) {
        if (event instanceof UsageEvent usage) {
            return codecs.usageEvents().encode(EventCodec.toAvro(usage));
        }
        var avro = EventCodec.toAvro((AccountEvent) event);
        return (topic == Topics.CREDIT_EVENTS ? codecs.creditEvents() : codecs.accountEvents())
                .encode(avro);
    }

    /** Returns when all that was sent is acknowledged. */
    void flush() {
        producer.flush();
        failIfFailed();
    }

    /** The place of an acknowledged record. */
    static RecordMetadata place(Future<RecordMetadata> acknowledged) {
        try {
            return acknowledged.get();
        } catch (ExecutionException e) {
            throw unpublished(e.getCause());
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    /** The number of records sent to each topic. */
    Map<Topics, Long> sent() {
        return sent;
    }

    private void failIfFailed() {
        if (failure.get() != null) {
            throw unpublished(failure.get());
        }
    }

    private static ClusterProblem unpublished(Throwable e) {
        return new ClusterProblem("Kafka did not take an event: " + e.getMessage()
                + " Publishing the same events again is safe: those that arrived count once.", e);
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(5));
    }
}
