package dev.extrausage.consumers.runtime;

import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Sha256;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.Surface;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.json.AttentionCase;
import dev.extrausage.schemas.wire.EventCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/**
 * A broker with the ledger's topics, and in place of the ledger the test, which writes what it
 * would.
 */
public final class ConsumerCluster implements AutoCloseable {
    public static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<Topics> READ =
            List.of(Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS, Topics.TOP_UP_REQUESTS,
                    Topics.ATTENTION);
    private static final Duration POLL = Duration.ofMillis(50);

    public final SchemaIds ids = ReleasedSchemas.load();
    private final Path data;
    private EmbeddedKafka kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> reader;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
    private final AvroCodec<TopUpRequested> requests =
            codec(TopUpRequested.class, Topics.TOP_UP_REQUESTS);
    private final AvroCodec<Balance> balances = codec(Balance.class, Topics.BALANCES);
    private final AvroCodec<Notice> notices = codec(Notice.class, Topics.NOTICES);
    private final AvroCodec<BalanceChange> entries =
            codec(BalanceChange.class, Topics.BALANCE_CHANGES);
    private final AvroCodec<AccountEvent> events = codec(AccountEvent.class, Topics.CREDIT_EVENTS);

    public ConsumerCluster(Path data) throws Exception {
        this.data = data;
        kafka = EmbeddedKafka.start(data);
        try (Admin admin = admin()) {
            admin.createTopics(Arrays.stream(Topics.values())
                    .map(t -> new NewTopic(t.topicName(), PARTITIONS, (short) 1)
                            .configs(t.configs(1)))
                    .toList()).all().get();
        }
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(), new ByteArraySerializer());
        reader = reader(kafka.bootstrapServers());
    }

    public ConsumerSettings settings(String instance) {
        return ConsumerSettings.of(kafka.bootstrapServers(), instance);
    }

    @Override
    public void close() {
        producer.close();
        reader.close();
        kafka.close();
    }

    /** Creates a topic that is none of the ledger's own; returns when the broker names it. */
    public void createTopic(String name) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
            while (!admin.listTopics().names().get().contains(name)) {
                Thread.sleep(20);
            }
        }
    }

    /** Deletes a topic. */
    public void deleteTopic(String name) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(name)).all().get();
        }
    }

    /** The names of all topics. */
    public Set<String> topics() throws Exception {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** The broker goes away and comes back with its data, on the same port. */
    public void restartBroker() {
        int port = kafka.port();
        kafka.close();
        kafka = EmbeddedKafka.start(data, port, Map.of());
    }

    public void opens(String account) {
        snapshot(account, "pro", false, true, null, null);
    }

    /** As {@link #opens}, but what is written can be read only when the transaction commits. */
    public KafkaProducer<byte[], byte[]> opensInTransaction(String account) throws Exception {
        return inTransaction(Topics.BALANCES, account,
                encoded(account, "pro", false, true, null, null));
    }

    /** A credit's notice of the journal's entry 7, readable only when the transaction commits. */
    public KafkaProducer<byte[], byte[]> creditsInTransaction(
            String account, String topUpId, long usd) throws Exception {
        return inTransaction(Topics.NOTICES, account,
                encoded(account, "TOP_UP_ADDED", topUpId, usd));
    }

    private KafkaProducer<byte[], byte[]> inTransaction(Topics topic, String account, byte[] value)
            throws Exception {
        KafkaProducer<byte[], byte[]> ledger = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(),
                        "transactional.id", "ledger-of-" + account),
                new ByteArraySerializer(), new ByteArraySerializer());
        ledger.initTransactions();
        ledger.beginTransaction();
        ledger.send(new ProducerRecord<>(topic.topicName(),
                account.getBytes(StandardCharsets.UTF_8), value)).get();
        return ledger;
    }

    /** As {@link #opens}, with that much extra usage on that plan. */
    public void opens(String account, String plan, long extraUsageUsd) {
        opens(account, plan, extraUsageUsd, 1);
    }

    /** As {@link #opens}, with that much extra usage after that entry of the journal. */
    public void opens(String account, String plan, long extraUsageUsd, long sequence) {
        Surface open = new Surface(true, null);
        send(Topics.BALANCES, account, balances.encode(new Balance(account, sequence,
                MovableClock.START, plan, 1, false, MovableClock.START, null, 0L, 0L,
                extraUsageUsd * 1_000_000_000, List.of(), true, null, 0L, null, 0L, null, open,
                open, null, null, "2026-01", MovableClock.START, null, 0L, false, null, null)));
    }

    public void snapshot(String account, String plan, boolean closed, boolean access,
            Instant cycleEnd, Instant nextDueAt) {
        send(Topics.BALANCES, account,
                encoded(account, plan, closed, access, cycleEnd, nextDueAt));
    }

    private byte[] encoded(String account, String plan, boolean closed, boolean access,
            Instant cycleEnd, Instant nextDueAt) {
        Surface surface = new Surface(access, access ? null : "NO_EXTRA_USAGE_ACCESS");
        Balance balance = new Balance(account, 1L, MovableClock.START, plan, 1, closed,
                MovableClock.START, cycleEnd, 0L, 0L, 0L, List.of(), true, null, 0L, null, 0L, null,
                surface, surface, nextDueAt, null, "2026-01", MovableClock.START, null, 0L,
                false, null, null);
        return balances.encode(balance);
    }

    public void requests(String account, String topUpId, long usd) {
        requests(account, topUpId, usd, "MANUAL");
    }

    public void requests(String account, String topUpId, long usd, String kind) {
        requestsNanos(account, topUpId, usd * 1_000_000_000, kind);
    }

    public void requestsNanos(String account, String topUpId, long nanos, String kind) {
        send(Topics.TOP_UP_REQUESTS, account, requests.encode(new TopUpRequested(topUpId, account,
                nanos, kind, MovableClock.START, "tester")));
    }

    public void notifies(String account, String kind, String topUpId, Long usd) {
        send(Topics.NOTICES, account, encoded(account, kind, topUpId, usd));
    }

    private byte[] encoded(String account, String kind, String topUpId, Long usd) {
        return notices.encode(new Notice(account, 7L, kind, MovableClock.START,
                usd == null ? null : usd * 1_000_000_000, topUpId, "text", null, null));
    }

    /** As {@link #notifies(String, String, String, Long)}, of what came with rules version 2. */
    public void notifies(String account, String kind, long sequence, String topUpId, Long usd,
            String grantId, String refundId) {
        send(Topics.NOTICES, account, notices.encode(new Notice(account, sequence, kind,
                MovableClock.START, usd == null ? null : usd * 1_000_000_000, topUpId, "text",
                grantId, refundId)));
    }

    /** Writes the entry that the ledger would answer to that change with. */
    public void enters(String account, long sequence, Change change, String outcome) {
        AccountEvent cause = EventCodec.toAvro(new dev.extrausage.core.AccountEvent(
                EventId.derived(MovableClock.START.toEpochMilli(), account + sequence), account,
                MovableClock.START.toEpochMilli(), "tester", change));
        Sha256 none = new Sha256(new byte[32]);
        send(Topics.BALANCE_CHANGES, account, entries.encode(new BalanceChange(account, sequence,
                2, "2026-01", cause, MovableClock.START,
                new Source(Topics.CREDIT_EVENTS.topicName(), 0, sequence), MovableClock.START, 0L,
                outcome, null, List.of(), 0L, 0L, 0L, null, List.of(), none, none)));
    }

    /** The last state of each of the account's cases so far; without those that are settled. */
    public List<AttentionCase> cases(String account) {
        Map<String, AttentionCase> last = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : seen) {
            if (record.topic().equals(Topics.ATTENTION.topicName())) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                last.put(key, record.value() == null ? null : AttentionCase.parse(record.value()));
            }
        }
        return last.values().stream()
                .filter(c -> c != null && c.accountId().equals(account)).toList();
    }

    /** The account's cases, once there are so many. */
    public List<AttentionCase> awaitCases(String account, int count) {
        awaitThat(count + " cases of " + account + " are listed",
                () -> cases(account).size() >= count);
        return cases(account);
    }

    public void send(Topics topic, String account, byte[] value) {
        producer.send(new ProducerRecord<>(
                topic.topicName(), account.getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    /** The events about that account, once there are so many; fails when they do not come. */
    public List<AccountEvent> awaitEvents(Topics topic, String account, int count) {
        awaitThat(count + " events of " + account + " are on " + topic,
                () -> events(topic, account).size() >= count);
        return events(topic, account);
    }

    /** The events about that account that have come so far. */
    public List<AccountEvent> events(Topics topic, String account) {
        return seen(topic, account).map(r -> events.decode(r.value())).toList();
    }

    /** The top-ups asked for in that account's name, once there are so many. */
    public List<TopUpRequested> awaitRequests(String account, int count) {
        awaitThat(count + " requests of " + account + " are there",
                () -> seen(Topics.TOP_UP_REQUESTS, account).count() >= count);
        return seen(Topics.TOP_UP_REQUESTS, account).map(r -> requests.decode(r.value())).toList();
    }

    /** The number of committed records of that key have come so far. */
    public long count(Topics topic, String key) {
        return seen(topic, key).count();
    }

    /** All that is committed on that topic now, which need not be one of the ledger's. */
    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level",
                        "read_committed",
                        // A close waits for the answer to the fetch under way.
                        "fetch.max.wait.ms", "5"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(p -> new TopicPartition(topic, p)).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(POLL).forEach(all::add);
            }
        }
        return all;
    }

    /** Reads on, committed records only, until it is so; fails when it does not come to pass. */
    public void awaitThat(String what, BooleanSupplier isSo) {
        awaitThat(what, PATIENCE, isSo);
    }

    /** As {@link #awaitThat(String, BooleanSupplier)}, giving up after {@code patience}. */
    public void awaitThat(String what, Duration patience, BooleanSupplier isSo) {
        long end = System.nanoTime() + patience.toNanos();
        do {
            reader.poll(POLL).forEach(seen::add);
            if (isSo.getAsBoolean()) {
                return;
            }
        } while (System.nanoTime() < end);
        throw new AssertionError("it did not come to pass that " + what);
    }

    private Stream<ConsumerRecord<byte[], byte[]>> seen(Topics topic, String account) {
        return seen.stream().filter(r -> r.topic().equals(topic.topicName())
                && new String(r.key(), StandardCharsets.UTF_8).equals(account));
    }

    private static KafkaConsumer<byte[], byte[]> reader(String bootstrap) {
        KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = READ.stream().flatMap(t -> IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(t.topicName(), p))).toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    private <T extends SpecificRecord> AvroCodec<T> codec(Class<T> type, Topics topic) {
        return new AvroCodec<>(type, topic.topicName(), ids);
    }
}
