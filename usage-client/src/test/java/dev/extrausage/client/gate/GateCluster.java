package dev.extrausage.client.gate;

import dev.extrausage.client.publish.UsagePublisher;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the ledger's topics, a ledger if wanted, and gates that follow it. */
final class GateCluster implements AutoCloseable {
    static final Catalog CATALOG = Catalogs.example();
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());

    private final Path folder;
    private EmbeddedKafka kafka;
    private final LedgerSettings settings;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong ids = new AtomicLong();

    GateCluster(Path folder) {
        this.folder = folder;
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        settings = LedgerSettings.single(kafka.bootstrapServers(), folder.resolve("state"));
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, PARTITIONS);
        }
        producer = new KafkaProducer<>(
                settings.forClients(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    LedgerStreams startLedger() {
        LedgerStreams ledger = LedgerStreams.start(settings, CATALOG, ReleasedSchemas.load());
        await("the ledger", () -> ledger.failure().isPresent() || ledger.isReadyForAll());
        return ledger;
    }

    UsageGate.Builder gate() {
        return UsageGate.builder(kafka.bootstrapServers(), CATALOG);
    }

    UsageGate ready(UsageGate.Builder builder) {
        UsageGate gate = builder.start();
        await("the gate", () -> gate.figures().isReady());
        return gate;
    }

    UsagePublisher publisher(String name) {
        return UsagePublisher.builder().bootstrapServers(kafka.bootstrapServers())
                .spool(folder.resolve(name)).open();
    }

    /** A change on the topic it belongs to, at this moment. */
    void send(String account, Change change) {
        boolean isCredit = change instanceof Change.CreditGranted;
        long now = System.currentTimeMillis();
        AccountEvent event = new AccountEvent(EventId.derived(now, account + ids.getAndIncrement()),
                account, now, "test", change);
        send(isCredit ? Topics.CREDIT_EVENTS : Topics.ACCOUNT_EVENTS, account,
                (isCredit ? CODECS.creditEvents() : CODECS.accountEvents())
                        .encode(EventCodec.toAvro(event)));
    }

    void send(Topics topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic.topicName(),
                key == null ? null : key.getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    void stopBroker() {
        kafka.close();
    }

    void startBroker() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafka.port(), java.util.Map.of());
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    @Override public void close() {
        producer.close(Duration.ofSeconds(1));
        kafka.close();
    }
}
