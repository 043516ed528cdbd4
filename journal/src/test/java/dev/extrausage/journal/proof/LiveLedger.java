package dev.extrausage.journal.proof;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Money;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker in a data directory, the real ledger on it, and somebody who sends it all sorts. */
final class LiveLedger implements AutoCloseable {
    static final Catalog CATALOG = CatalogFile.defaultCatalog();
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    final LedgerSettings settings;
    final Admin admin;
    private final EmbeddedKafka kafka;
    private final Producer<byte[], byte[]> producer;
    private final Random random;
    private int payments;
    private LedgerStreams ledger;

    LiveLedger(Path data, long seed) {
        kafka = EmbeddedKafka.start(data.resolve("kafka"));
        settings = LedgerSettings.single(kafka.bootstrapServers(), data.resolve("state"));
        admin = Admin.create(settings.forClients());
        TopicSetup.apply(admin, settings, PARTITIONS);
        producer = new KafkaProducer<>(
                settings.forClients(), new ByteArraySerializer(), new ByteArraySerializer());
        random = new Random(seed);
    }

    void start() {
        ledger = LedgerStreams.start(settings, CATALOG, ReleasedSchemas.load());
        await("the ledger to be ready", ledger::isReadyForAll);
    }

    void stop() {
        ledger.close();
        ledger = null;
    }

    /** Opens accounts. */
    void open(int accounts) {
        for (int i = 0; i < accounts; i++) {
            startPlan(i, i % 5 == 0 ? "free" : "pro");
        }
    }

    void startPlan(int account, String plan) {
        send(change(account, new Change.PlanStarted(plan, 1, null)));
        producer.flush();
    }

    void use(int account, String app, long inputTokens) {
        send(usage(account, app, inputTokens, 0));
        producer.flush();
    }

    /** Usage, credit, settings, the same things again, and things that are no inputs. */
    void mix(int inputs, int accounts) {
        for (int i = 0; i < inputs; i++) {
            int account = random.nextInt(accounts);
            Event event = switch (random.nextInt(10)) {
                case 0 -> bought(account, ++payments);
                case 1 -> change(account, new Change.AutoReloadSet(
                        true, 5 * Money.NANOS_PER_USD, 10 * Money.NANOS_PER_USD, null));
                case 2 -> change(account, new Change.TopUpDeclined("top-" + i, "card_declined"));
                default -> usage(account);
            };
            send(event);
            if (random.nextInt(10) == 0) {
                send(event);
            }
            if (random.nextInt(20) == 0) {
                send(Topics.USAGE_EVENTS, "account-" + account, new byte[] {1, 2, 3});
            }
        }
        producer.flush();
    }

    private Event bought(int account, int payment) {
        return change(account, new Change.CreditGranted("grant-" + payment, GrantKind.PURCHASE,
                5 * Money.NANOS_PER_USD, null, "pay-" + payment, "top-" + payment));
    }

    private Event usage(int account) {
        return usage(account, random.nextBoolean() ? "claude.ai" : "cursor",
                random.nextInt(100_000), random.nextInt(10_000));
    }

    private Event usage(int account, String app, long inputTokens, long outputTokens) {
        long now = System.currentTimeMillis();
        return new UsageEvent(id(now), "account-" + account, null, now, app, null,
                "claude-opus-4-5", inputTokens, outputTokens, 0, 0, 0);
    }

    private Event change(int account, Change change) {
        long now = System.currentTimeMillis();
        return new AccountEvent(id(now), "account-" + account, now, "test", change);
    }

    private EventId id(long time) {
        return new EventId(time << 16 | 0x7000L | random.nextInt(0x1000),
                0x8000_0000_0000_0000L | random.nextLong() >>> 2);
    }

    void send(Event event) {
        byte[] value = event instanceof UsageEvent usage
                ? WrittenAccount.CODECS.usageEvents().encode(EventCodec.toAvro(usage))
                : WrittenAccount.CODECS.accountEvents()
                        .encode(EventCodec.toAvro((AccountEvent) event));
        send(Topics.of(event), event.accountId(), value);
    }

    void send(Topics topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(
                topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value));
    }

    void flush() {
        producer.flush();
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override public void close() {
        if (ledger != null) {
            stop();
        }
        producer.close();
        admin.close();
        kafka.close();
    }
}
