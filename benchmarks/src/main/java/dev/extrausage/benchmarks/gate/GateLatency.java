package dev.extrausage.benchmarks.gate;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.client.Acknowledged;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.client.publish.UsagePublisher;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Run by hand: how long after {@code publish} a gate answers from the usage, while the ledger
 * decides others at half the rate it can keep up with. Broker, ledger, publisher, gate and load
 * share one process and its processors.
 */
public final class GateLatency {
    private static final Catalog CATALOG = CatalogFile.defaultCatalog();
    private static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());
    private static final int PARTITIONS = 4;
    private static final int ACCOUNTS = 10_000;
    private static final int PROBES = 10;
    private static final int BURST = 400_000;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final UsagePublisher publisher;
    private final UsageGate gate;

    private GateLatency(KafkaProducer<byte[], byte[]> producer, UsagePublisher publisher,
            UsageGate gate) {
        this.producer = producer;
        this.publisher = publisher;
        this.gate = gate;
    }

    /** @param args how many seconds to measure; none: 30 */
    public static void main(String[] args) throws Exception {
        int seconds = args.length == 0 ? 30 : Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("gate-latency");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            LedgerSettings settings =
                    LedgerSettings.single(kafka.bootstrapServers(), folder.resolve("state"));
            try (Admin admin = Admin.create(settings.forClients())) {
                TopicSetup.apply(admin, settings, PARTITIONS);
            }
            try (LedgerStreams ledger =
                            LedgerStreams.start(settings, CATALOG, ReleasedSchemas.load());
                    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                            settings.forClients(), new ByteArraySerializer(),
                            new ByteArraySerializer());
                    UsagePublisher publisher = UsagePublisher.builder()
                            .bootstrapServers(kafka.bootstrapServers())
                            .spool(folder.resolve("spool")).open();
                    UsageGate gate =
                            UsageGate.builder(kafka.bootstrapServers(), CATALOG).start()) {
                while (!ledger.isReadyForAll()) {
                    LockSupport.parkNanos(1_000_000);
                }
                new GateLatency(producer, publisher, gate).measure(seconds);
            }
        }
    }

    private void measure(int seconds) throws Exception {
        for (int i = 0; i < ACCOUNTS; i++) {
            open("load-" + i);
        }
        for (int i = 0; i < PROBES; i++) {
            open("probe-" + i);
            latency("probe-" + i);
        }
        burst();
        double most = burst();
        AtomicBoolean over = new AtomicBoolean();
        Thread load = new Thread(() -> loadAt(most / 2, over), "load");
        load.start();
        List<Long> latencies = probe(seconds, over);
        load.join();
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(Locale.ROOT, "from publish to the gate's knowing, at %,.0f events/s of"
                + " %,.0f: p50 %.1f ms, p99 %.1f ms, most %.1f ms (%,d events)%n", most / 2, most,
                at(sorted, 50), at(sorted, 99), at(sorted, 100), sorted.length);
    }

    private static double at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    private void open(String account) {
        long now = System.currentTimeMillis();
        producer.send(new ProducerRecord<>(Topics.ACCOUNT_EVENTS.topicName(),
                account.getBytes(StandardCharsets.UTF_8),
                CODECS.accountEvents().encode(EventCodec.toAvro(new AccountEvent(id(now), account,
                        now, "benchmark", new Change.PlanStarted("enterprise", 1, null))))));
    }

    /** As much as can be sent at once; how many a second were decided. */
    private double burst() throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < BURST; i++) {
            use();
        }
        for (int i = 0; i < PROBES; i++) {
            latency("probe-" + i);
        }
        return BURST * 1e9 / (System.nanoTime() - start);
    }

    private void use() {
        long now = System.currentTimeMillis();
        String account = "load-" + ThreadLocalRandom.current().nextInt(ACCOUNTS);
        producer.send(new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(),
                account.getBytes(StandardCharsets.UTF_8), CODECS.usageEvents().encode(
                        EventCodec.toAvro(new UsageEvent(id(now), account, null, now,
                                "claude.ai", null, "claude-haiku-4-5", 100, 10, 0, 0, 0)))));
    }

    private static EventId id(long now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new EventId(now << 16 | 0x7000L | random.nextLong() & 0xFFFL,
                1L << 63 | random.nextLong() >>> 2);
    }

    private void loadAt(double perSecond, AtomicBoolean over) {
        long start = System.nanoTime();
        for (long i = 0; !over.get(); i++) {
            long due = start + (long) (i * 1e9 / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(500_000);
            }
            use();
        }
    }

    private List<Long> probe(int seconds, AtomicBoolean over) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Long> all = new ArrayList<>();
        Thread[] probes = new Thread[PROBES];
        for (int i = 0; i < PROBES; i++) {
            String account = "probe-" + i;
            probes[i] = new Thread(() -> {
                List<Long> own = new ArrayList<>();
                while (System.nanoTime() < end) {
                    own.add(latency(account));
                    // Not in step with the ledger's commits.
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(100_000_000));
                }
                synchronized (all) {
                    all.addAll(own);
                }
            });
            probes[i].start();
        }
        for (Thread probe : Arrays.asList(probes)) {
            probe.join();
        }
        over.set(true);
        return all;
    }

    /** From before the publishing until the gate's answer has the usage, in nanoseconds. */
    private long latency(String account) {
        long start = System.nanoTime();
        Acknowledged at = publisher.publish(Usage.of(account).app("claude.ai")
                .model("claude-haiku-4-5").tokens(100, 10).build())
                .acknowledged().toCompletableFuture().join();
        while (gate.check(account, "claude.ai", 0).usageOffset().orElse(-1) < at.offset()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("the gate does not get to know of " + at);
            }
            LockSupport.parkNanos(Duration.ofNanos(100_000).toNanos());
        }
        return System.nanoTime() - start;
    }
}
