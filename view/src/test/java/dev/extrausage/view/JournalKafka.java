package dev.extrausage.view;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Input;
import dev.extrausage.core.Run;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, and on it what a ledger writes when it decides what it is given here. */
public final class JournalKafka implements AutoCloseable {
    static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());
    private static final AvroCodec<TopUpRequested> REQUESTS = new AvroCodec<>(TopUpRequested.class,
            Topics.TOP_UP_REQUESTS.topicName(), ReleasedSchemas.load());
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    final List<Run.Step> steps = new ArrayList<>();
    public final Catalog catalog;
    private final EmbeddedKafka kafka;
    private final AtomicReference<Exception> unsent = new AtomicReference<>();
    private KafkaProducer<byte[], byte[]> producer;
    private final EntryWriter entries = new EntryWriter(CODECS.balanceChanges());
    private final BalanceWriter balances = new BalanceWriter(CODECS.balances());
    private final HashChain chain = new HashChain();
    private final Map<String, byte[]> hashes = new HashMap<>();
    private Run run;
    private long inputs;

    /** A new broker; its topics have this many partitions. */
    public JournalKafka(Path data, int partitions, Catalog catalog) throws Exception {
        this(data, 0, partitions, catalog);
    }

    JournalKafka(Path data, int port, int partitions, Catalog catalog) throws Exception {
        this.catalog = catalog;
        kafka = EmbeddedKafka.start(data, port, Map.of());
        run = new Run(catalog);
        try (Admin admin = admin()) {
            if (admin.listTopics().names().get().isEmpty()) {
                create(admin, partitions);
            }
        }
        producer = producer();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(clients(Map.of(ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_OUTPUT_BYTES,
                // A topic just made may refuse a first batch for a moment, and take a second one:
                // from then on the broker waits for what would come after that.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A client that the caller closes. */
    public Admin admin() {
        return Admin.create(clients(Map.of()));
    }

    void create(Admin admin, int partitions) throws Exception {
        admin.createTopics(List.of(Topics.BALANCE_CHANGES, Topics.BALANCES, Topics.TOP_UP_REQUESTS)
                .stream().map(t -> new NewTopic(t.topicName(), partitions, (short) 1)
                        .configs(t.configs(1))).toList()).all().get();
    }

    /** The settings of a Kafka client, and more. */
    public Map<String, Object> clients(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("bootstrap.servers", kafka.bootstrapServers());
        return all;
    }

    int port() {
        return kafka.port();
    }

    /** Decides the inputs, as a ledger that has decided all before them, and writes the answers. */
    public void write(List<Input> given) {
        for (Input input : given) {
            write(input);
        }
        flush();
    }

    private void write(Input input) {
        Run.Step step = run.decide(input);
        if (step.isDuplicate()) {
            return;
        }
        steps.add(step);
        String account = input.event().accountId();
        byte[] last = hashes.getOrDefault(account, HashChain.start());
        byte[] entry = entries.write(step.entry(), Topics.of(input.event()).topicName(), 0,
                inputs++, last);
        chain.seal(last, entry);
        hashes.put(account, HashChain.hashIn(entry));
        send(Topics.BALANCE_CHANGES, account, entry);
        send(Topics.BALANCES, account, balances.write(new StoredAccount(step.after(),
                HashChain.hashIn(entry), input.event() instanceof UsageEvent ? inputs : null),
                step.entry().catalogVersion(), catalog));
    }

    void request(TopUpRequested request) {
        send(Topics.TOP_UP_REQUESTS, request.getAccountId(), REQUESTS.encode(request));
        flush();
    }

    void send(Topics topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(
                topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value),
                (place, failure) -> unsent.compareAndSet(null, failure));
    }

    void flush() {
        producer.flush();
        if (unsent.get() != null) {
            throw new AssertionError("the broker did not take a record", unsent.get());
        }
    }

    /** Forgets all: what is written next is another ledger's. */
    void beginAnew() {
        producer.close(); // it counts its records by topics that are no more
        producer = producer();
        run = new Run(catalog);
        steps.clear();
        hashes.clear();
    }

    /** Waits for a condition; throws when that takes minutes. */
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Waits until a read model knows everything that is written by now. */
    void awaitKnown(ReadModel model) {
        long now = System.currentTimeMillis();
        try {
            awaitKnown(model, now);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ": " + model.problems(), e);
        }
    }

    private void awaitKnown(ReadModel model, long now) {
        await("the read model to know what is written", () -> model.isReady()
                && steps.stream().map(s -> s.input().event().accountId()).distinct().allMatch(
                        account -> model.knowledge(account).knownAt().toEpochMilli() > now));
    }

    @Override public void close() {
        producer.close();
        kafka.close();
    }
}
