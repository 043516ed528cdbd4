package dev.extrausage.stack.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Event;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.proof.Audit;
import dev.extrausage.journal.proof.AuditOptions;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.kafka.LogEnds;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import dev.extrausage.stream.startup.ChangelogTopics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the ledger's topics, a ledger that comes and goes, and what it remembers. */
final class RebuiltCluster implements AutoCloseable {
    static final int PARTITIONS = 3;
    static final Catalog CATALOG = CatalogFile.defaultCatalog();
    static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    final LedgerSettings settings;
    final Admin admin;
    final Producer<byte[], byte[]> producer;
    final ChangelogTopics changelogs;
    private final EmbeddedKafka kafka;
    private final Catalog catalog;

    RebuiltCluster(Path data) {
        this(data, CATALOG);
    }

    RebuiltCluster(Path data, Catalog catalog) {
        this(data, catalog, Map.of());
    }

    /** {@code broker}: its settings, by Kafka's names. */
    RebuiltCluster(Path data, Catalog catalog, Map<String, String> broker) {
        this.catalog = catalog;
        kafka = EmbeddedKafka.start(data.resolve("kafka"), 0, broker);
        settings = LedgerSettings.single(kafka.bootstrapServers(), data.resolve("state"));
        changelogs = new ChangelogTopics(settings);
        admin = Admin.create(settings.forClients());
        TopicSetup.apply(admin, settings, PARTITIONS);
        producer = new KafkaProducer<>(
                settings.forClients(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One that goes on with all that another, closed by now, has left in a folder. */
    static RebuiltCluster copyOf(Path closed, Path data) throws IOException {
        copyTree(closed, data);
        return new RebuiltCluster(data);
    }

    static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(path, copy);
                }
            }
        }
    }

    /** A ledger that decides every partition. */
    LedgerStreams startLedger() {
        LedgerStreams ledger = LedgerStreams.start(settings, catalog, ReleasedSchemas.load());
        try {
            await("the ledger to be ready",
                    () -> ledger.failure().isPresent() || ledger.isReadyForAll());
            assertThat(ledger.failure()).isEmpty();
            return ledger;
        } catch (RuntimeException | AssertionError e) {
            ledger.close();
            throw e;
        }
    }

    /** Has a ledger decide everything that was sent, and stops it in order. */
    void decideAll() {
        try (LedgerStreams ledger = startLedger()) {
            await("all to be decided", () -> audit().pending() == 0);
            assertThat(ledger.failure()).isEmpty();
        }
    }

    AuditReport audit() {
        Map<String, Object> clients = settings.forClients();
        try (Audit audit = new Audit(clients, new JournalReader(clients), catalog, CODECS,
                AuditOptions.withInputs(settings.applicationId()))) {
            return audit.run();
        }
    }

    /** Has Kafka miss members that were killed at once, and not only when their session is over. */
    void missKilledMembers() throws Exception {
        String group = settings.applicationId();
        if (!admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get()
                .members().isEmpty()) {
            admin.removeMembersFromConsumerGroup(
                    group, new RemoveMembersFromConsumerGroupOptions()).all().get();
        }
    }

    /** Deletes a topic; returns when the broker has forgotten it, which is a moment later. */
    void delete(Topics topic) throws Exception {
        admin.deleteTopics(List.of(topic.topicName())).all().get();
        await("the topic to be gone", () -> {
            try {
                return !admin.listTopics().names().get().contains(topic.topicName());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The audit, inputs included, finds nothing, and every input is decided. */
    AuditReport assertProved() {
        AuditReport report = audit();
        assertThat(report.findings().inOrder()).isEmpty();
        assertThat(report.pending()).isZero();
        return report;
    }

    RebuildReport rebuild(RebuildOptions options) {
        return rebuild(options, line -> { });
    }

    RebuildReport rebuild(RebuildOptions options, Consumer<String> progress) {
        return new Rebuild(settings, catalog, ReleasedSchemas.load(), progress).run(options);
    }

    void send(Event event) {
        send(Topics.of(event), event.accountId(), encode(event));
    }

    void send(Topics topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(
                topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value));
    }

    static byte[] encode(Event event) {
        return event instanceof UsageEvent usage
                ? CODECS.usageEvents().encode(EventCodec.toAvro(usage))
                : CODECS.accountEvents().encode(EventCodec.toAvro((AccountEvent) event));
    }

    /** The latest committed value under each key of a topic, all in hexadecimal. */
    Map<String, String> latest(String topic) {
        Map<String, String> latest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : committed(topic)) {
            String key = record.partition() + ":" + HexFormat.of().formatHex(record.key());
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, HexFormat.of().formatHex(record.value()));
            }
        }
        return latest;
    }

    /** The accounts as their changelog has them. */
    Map<String, String> accounts() {
        return latest(changelogs.topicOf(Accounts.STORE));
    }

    /** The remembered ids, by partition and bucket, whatever chunks they lie in. */
    TreeSet<String> ids() {
        TreeSet<String> ids = new TreeSet<>();
        latest(changelogs.topicOf(DuplicateMemory.STORE)).forEach((key, chunk) -> {
            String bucket = key.substring(0, key.indexOf(':') + 9 < key.length()
                    ? key.indexOf(':') + 9 : key.length());
            if (!key.endsWith(":ff")) {
                for (int at = 0; at < chunk.length(); at += 32) {
                    ids.add(bucket + " " + chunk.substring(at, at + 32));
                }
            }
        });
        return ids;
    }

    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> all = settings.forClients();
        all.put("isolation.level", "read_committed");
        all.put("auto.offset.reset", "earliest");
        all.put("fetch.max.wait.ms", "5"); // a close waits for the answer to the fetch under way
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(topic, p)).toList();
        Map<TopicPartition, Long> ends = LogEnds.written(admin, partitions);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
        }
        return records;
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
        producer.close();
        admin.close();
        kafka.close();
    }
}
