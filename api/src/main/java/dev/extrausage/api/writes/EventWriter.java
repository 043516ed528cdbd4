package dev.extrausage.api.writes;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.kafka.HangingBrokers;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Appends inputs to their topics through one producer that all requests share. An input that Kafka
 * does not take within three seconds is given up, and one that is under way when Kafka falls
 * silent at once: it may have been appended all the same, and sent again under its own id it counts
 * once (M4). Safe for use by many threads.
 */
public final class EventWriter implements AutoCloseable {
    private static final List<Topics> WRITTEN =
            List.of(Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS, Topics.TOP_UP_REQUESTS);
    private static final int GIVEN_UP_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 2_000;
    private static final int LONGEST_BLOCK_MILLIS = 500;

    private final Producer<byte[], byte[]> producer;
    private final TopicCodecs codecs;
    private final AvroCodec<TopUpRequested> requests;
    private final Set<CompletableFuture<Long>> underWay = ConcurrentHashMap.newKeySet();
    private final KafkaPulse pulse;

    /**
     * A writer to that Kafka, which may be away.
     *
     * @param kafka how clients reach it: {@code bootstrap.servers}, and security if any
     * @param ids the cluster's schema ids; stay open as long as this
     */
    public EventWriter(Map<String, Object> kafka, SchemaIds ids) {
        codecs = TopicCodecs.of(ids);
        requests = new AvroCodec<>(TopUpRequested.class, Topics.TOP_UP_REQUESTS.topicName(), ids);
        producer = producer(kafka);
        pulse = new KafkaPulse(kafka, this::keepTopicsKnown, this::giveUp);
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(HangingBrokers.writing());
        settings.putAll(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Of several to a leader that begins, the first could be refused and then come last.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVEN_UP_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MILLIS);
        settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return new KafkaProducer<>(
                settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer forgets topics that are not asked for, and a send would wait for them again. */
    private void keepTopicsKnown() {
        WRITTEN.forEach(topic -> producer.partitionsFor(topic.topicName()));
        // A registry that does not answer is waited for, and no request may wait so long.
        codecs.accountEvents().announce();
        codecs.creditEvents().announce();
        requests.announce();
    }

    private void giveUp() {
        underWay.forEach(sending -> sending.completeExceptionally(away(null)));
    }

    /** True if Kafka gave a sign of life when it was last asked, less than a second or so ago. */
    public boolean isReady() {
        return pulse.isAlive();
    }

    /**
     * Refuses at once while Kafka is away.
     *
     * @throws Problem not_ready
     */
    void requireReady() {
        if (!pulse.isAlive()) {
            throw away(null);
        }
    }

    /**
     * Appends an event to its topic. Completes with the broker's append time, in milliseconds since
     * 1970, when all replicas have it; fails with {@code not_ready} when that is not known in time.
     */
    CompletableFuture<Long> send(AccountEvent event) {
        Topics topic = Topics.of(event);
        var avro = EventCodec.toAvro(event);
        return send(topic, event.accountId(), () -> topic == Topics.CREDIT_EVENTS
                ? codecs.creditEvents().encode(avro) : codecs.accountEvents().encode(avro));
    }

    /** Appends a request for a top-up, as {@link #send(AccountEvent)} does an event. */
    CompletableFuture<Long> send(TopUpRequested request) {
        return send(Topics.TOP_UP_REQUESTS, request.getAccountId(), () -> requests.encode(request));
    }

    /** Makes the value of a record; asks a registry for the schema's id when it is the first. */
    @FunctionalInterface
    private interface Encoding {
        byte[] value();
    }

    private CompletableFuture<Long> send(Topics topic, String accountId, Encoding encoding) {
        CompletableFuture<Long> sending = new CompletableFuture<>();
        underWay.add(sending);
        sending.whenComplete((at, failure) -> underWay.remove(sending));
        try {
            requireReady();
            producer.send(new ProducerRecord<>(topic.topicName(),
                    accountId.getBytes(StandardCharsets.UTF_8), encoding.value()),
                    (place, failure) -> {
                        if (failure == null) {
                            sending.complete(place.timestamp());
                        } else {
                            sending.completeExceptionally(away(failure));
                        }
                    });
        } catch (Problem e) {
            sending.completeExceptionally(e);
        } catch (KafkaException e) {
            sending.completeExceptionally(away(e));
        }
        return sending;
    }

    private static Problem away(Exception cause) {
        return Problem.of(ProblemCode.NOT_READY, "Kafka does not take it at the moment. Send it"
                + " again under the same " + IdempotencyKey.HEADER + ": it counts once.", cause)
                .header("Retry-After", "1");
    }

    @Override
    public void close() {
        pulse.close();
        producer.close(Duration.ofSeconds(5));
    }
}
