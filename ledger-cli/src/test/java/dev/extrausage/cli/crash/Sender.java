package dev.extrausage.cli.crash;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends what a real system would, tries until it is acknowledged, and remembers what must come of
 * it. Safe for use by several threads.
 */
final class Sender implements AutoCloseable {
    /** The model of all usage. */
    static final String MODEL = "claude-sonnet-4-5";

    /** By account and id, every good event sent; its answer is due once it is acknowledged. */
    final Map<String, Good> good = new ConcurrentHashMap<>();
    /** The places of acknowledged bad inputs, as {@link JournalWatch#place} writes it. */
    final Queue<String> bad = new ConcurrentLinkedQueue<>();
    /** By account, what all its usage costs together, in nano-USD. */
    final Map<String, Long> cost = new ConcurrentHashMap<>();
    /** By {@code top_up_id}, the accounts that asked for credit by hand. */
    final Map<String, String> asked = new ConcurrentHashMap<>();
    /** The events that Kafka did not take though they were tried for as long as it takes. */
    final Queue<String> notTaken = new ConcurrentLinkedQueue<>();

    private final TopicCodecs codecs;
    private final AvroCodec<TopUpRequested> requests;
    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    /** By the number that {@link #sent} gave it. */
    private final Map<Long, String> underWay = new ConcurrentSkipListMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();

    /** A good event: whose, and as it was sent. */
    record Good(String accountId, String eventId, ProducerRecord<byte[], byte[]> record) { }

    Sender(String bootstrap, int partitions) {
        SchemaIds schemas = ReleasedSchemas.load();
        codecs = TopicCodecs.of(schemas);
        requests = new AvroCodec<>(
                TopUpRequested.class, Topics.TOP_UP_REQUESTS.topicName(), schemas);
        this.partitions = partitions;
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap, "acks", "all",
                "enable.idempotence", "true", "max.in.flight.requests.per.connection", "1",
                // Until it is acknowledged, whatever happens to the broker.
                "delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE),
                "max.block.ms", Integer.toString(Integer.MAX_VALUE),
                "request.timeout.ms", "5000", "linger.ms", "2", "metric.reporters", ""),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends a request that was served; tokens of claude-sonnet-4-5, at 3 and 15 USD a million. */
    Good usage(String accountId, String app, long input, long output) {
        long now = System.currentTimeMillis();
        UsageEvent event = new UsageEvent(newId(now), accountId, null, now, app, null,
                MODEL, input, output, 0, 0, 0);
        cost.merge(accountId, input * 3_000 + output * 15_000, Long::sum);
        return good(Topics.USAGE_EVENTS, accountId, event.eventId(),
                codecs.usageEvents().encode(EventCodec.toAvro(event)));
    }

    /** Notes that somebody else sends usage of the same model, for as long as it takes. */
    void expectUsage(String accountId, String eventId, long input, long output) {
        cost.merge(accountId, input * 3_000 + output * 15_000, Long::sum);
        expect(accountId, eventId);
    }

    /** Notes that somebody else sends an event, until it is acknowledged. */
    void expect(String accountId, String eventId) {
        good.put(accountId + " " + eventId, new Good(accountId, eventId, null));
    }

    /** Notes that somebody else asks for five dollars of credit. */
    void expectTopUp(String accountId, String topUpId) {
        asked.put(topUpId, accountId);
    }

    /** Sends a change of the account. */
    Good change(String accountId, Change change) {
        return change(accountId, System.currentTimeMillis(), change);
    }

    /** The same, which occurred at {@code now}. */
    Good change(String accountId, long now, Change change) {
        AccountEvent event = new AccountEvent(newId(now), accountId, now, "crash-test", change);
        Topics topic = Topics.of(event);
        return good(topic, accountId, event.eventId(),
                codecs.accountEvents().encode(EventCodec.toAvro(event)));
    }

    private EventId newId(long now) {
        return EventId.derived(now, "crash test " + now + " " + ids.incrementAndGet());
    }

    private Good good(Topics topic, String accountId, EventId id, byte[] value) {
        Good event = new Good(accountId, id.toString(), new ProducerRecord<>(topic.topicName(),
                accountId.getBytes(StandardCharsets.UTF_8), value));
        good.put(accountId + " " + event.eventId(), event);
        send(event.record(), place -> { });
        return event;
    }

    /** Sends the same once more. */
    void again(Good event) {
        send(event.record(), place -> { });
    }

    /** Sends a bad input made of a good one, which is not sent. */
    void mangled(Mangling how, Good good, Random random) {
        send(how.of(good.record(), partitionOf(good.accountId()), partitions, random), place ->
                bad.add(JournalWatch.place(place.topic(), place.partition(), place.offset())));
    }

    /** Asks for five dollars of credit by hand; the same id any number of times is one top-up. */
    void topUp(String accountId, String topUpId) {
        asked.put(topUpId, accountId);
        byte[] value = requests.encode(new TopUpRequested(topUpId, accountId,
                Load.DOLLAR * 5, "MANUAL", Instant.now(), "crash-test"));
        send(new ProducerRecord<>(Topics.TOP_UP_REQUESTS.topicName(),
                accountId.getBytes(StandardCharsets.UTF_8), value), place -> { });
    }

    private void send(ProducerRecord<byte[], byte[]> record,
            Consumer<RecordMetadata> taken) {
        long number = sent.incrementAndGet();
        underWay.put(number, record.topic() + " of " + new String(
                record.key() == null ? new byte[0] : record.key(), StandardCharsets.UTF_8));
        producer.send(record, (place, failure) -> {
            if (failure == null) {
                taken.accept(place);
            } else {
                notTaken.add(failure.toString());
            }
            underWay.remove(number);
            acknowledged.incrementAndGet();
        });
    }

    /** The number of records acknowledged so far. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** The number of records under way. */
    long underWay() {
        return sent.get() - acknowledged.get();
    }

    /** Says how many records are under way, and which were sent first; "" if there is none. */
    String namesUnderWay() {
        return underWay.isEmpty() ? "" : underWay.size() + " records, first "
                + underWay.entrySet().stream().limit(5).toList();
    }

    /** The partition of an account on every topic. */
    int partitionOf(String accountId) {
        return Partitioning.partitionOf(accountId, partitions);
    }

    int partitions() {
        return partitions;
    }

    @Override public void close() {
        producer.close(Duration.ZERO);
    }
}
