package dev.extrausage.topup;

import dev.extrausage.kafka.EmbeddedKafka;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Surface;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the ledger's topics, and in place of the ledger the test, which writes what it would. */
final class TestCluster implements AutoCloseable {
    static final int PARTITIONS = 2;
    private static final int PATIENCE_POLLS = 600;
    private static final Duration POLL = Duration.ofMillis(50);

    final SchemaIds ids = ReleasedSchemas.load();
    private final EmbeddedKafka kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroCodec<TopUpRequested> requests = codec(TopUpRequested.class, Topics.TOP_UP_REQUESTS);
    private final AvroCodec<Balance> balances = codec(Balance.class, Topics.BALANCES);
    private final AvroCodec<Notice> notices = codec(Notice.class, Topics.NOTICES);
    private final AvroCodec<AccountEvent> events = codec(AccountEvent.class, Topics.CREDIT_EVENTS);

    TestCluster(Path data) throws Exception {
        kafka = EmbeddedKafka.start(data);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Arrays.stream(Topics.values())
                    .map(t -> new NewTopic(t.topicName(), PARTITIONS, (short) 1).configs(t.configs(1)))
                    .toList()).all().get();
        }
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    TopUpSettings settings(String instance) {
        return TopUpSettings.of(kafka.bootstrapServers(), instance);
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }

    void opens(String account) {
        snapshot(account, "pro", false, true, null, null);
    }

    void snapshot(String account, String plan, boolean closed, boolean access, Instant cycleEnd,
            Instant nextDueAt) {
        Surface surface = new Surface(access, access ? null : "NO_EXTRA_USAGE_ACCESS");
        Balance balance = new Balance(account, 1L, MovableClock.START, plan, 1, closed,
                MovableClock.START, cycleEnd, 0L, 0L, 0L, List.of(), true, null, 0L, null, 0L, null,
                surface, surface, nextDueAt, null, "2026-01");
        send(Topics.BALANCES, account, balances.encode(balance));
    }

    void requests(String account, String topUpId, long usd) {
        requests(account, topUpId, usd, "MANUAL");
    }

    void requests(String account, String topUpId, long usd, String kind) {
        send(Topics.TOP_UP_REQUESTS, account, requests.encode(new TopUpRequested(topUpId, account,
                usd * 1_000_000_000, kind, MovableClock.START, "tester")));
    }

    void notifies(String account, String kind, String topUpId, Long usd) {
        send(Topics.NOTICES, account, notices.encode(new Notice(account, 7L, kind,
                MovableClock.START, usd == null ? null : usd * 1_000_000_000, topUpId, "text")));
    }

    void send(Topics topic, String account, byte[] value) {
        producer.send(new ProducerRecord<>(
                topic.topicName(), account.getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    /** The events about that account, once there are so many; fails when they do not come. */
    List<AccountEvent> awaitEvents(Topics topic, String account, int count) {
        return await(topic, r -> keyIs(r, account), r -> events.decode(r.value()), count);
    }

    /** The top-ups asked for in that account's name, once there are so many. */
    List<TopUpRequested> awaitRequests(String account, int count) {
        return await(Topics.TOP_UP_REQUESTS, r -> keyIs(r, account),
                r -> requests.decode(r.value()), count);
    }

    private <T> List<T> await(Topics topic, Predicate<ConsumerRecord<byte[], byte[]>> which,
            Function<ConsumerRecord<byte[], byte[]>, T> decode, int count) {
        List<T> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = reader()) {
            List<TopicPartition> partitions = reader.partitionsFor(topic.topicName()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            for (int i = 0; i < PATIENCE_POLLS && (found.size() < count || !isAtEnd(reader)); i++) {
                reader.poll(POLL).forEach(r -> {
                    if (which.test(r)) {
                        found.add(decode.apply(r));
                    }
                });
            }
        }
        if (found.size() < count) {
            throw new AssertionError("of " + count + " records on " + topic + " there came " + found);
        }
        return found;
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> reader) {
        return reader.endOffsets(reader.assignment()).entrySet().stream()
                .allMatch(e -> reader.position(e.getKey()) >= e.getValue());
    }

    /** Waits until it is so, by asking again whenever a moment has passed on the broker. */
    void awaitThat(String what, java.util.function.BooleanSupplier isSo) {
        try (KafkaConsumer<byte[], byte[]> idle = reader()) {
            idle.assign(List.of(new TopicPartition(Topics.REJECTED_EVENTS.topicName(), 0)));
            for (int i = 0; i < PATIENCE_POLLS; i++) {
                if (isSo.getAsBoolean()) {
                    return;
                }
                idle.poll(POLL);
            }
        }
        throw new AssertionError("it did not come to pass that " + what);
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(),
                "isolation.level", "read_committed", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private <T extends SpecificRecord> AvroCodec<T> codec(Class<T> type, Topics topic) {
        return new AvroCodec<>(type, topic.topicName(), ids);
    }

    private static boolean keyIs(ConsumerRecord<byte[], byte[]> record, String account) {
        return new String(record.key(), StandardCharsets.UTF_8).equals(account);
    }
}
