package dev.extrausage.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Event;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import dev.extrausage.stream.topology.LedgerDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker of its own with the ledger's topics, and what any Kafka client can do with them. */
public final class TestCluster implements AutoCloseable {
    public static final int PARTITIONS = 3;
    public static final Catalog CATALOG = Catalogs.example();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path directory;
    private final EmbeddedKafka kafka;
    private final Producer<byte[], byte[]> producer;
    public final Admin admin;
    public final LedgerSettings settings;

    public TestCluster() {
        try {
            directory = Files.createTempDirectory("ledger-cluster");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        settings = LedgerSettings.single(kafka.bootstrapServers(), directory.resolve("state"));
        admin = Admin.create(settings.forClients());
        producer = new KafkaProducer<>(
                settings.forClients(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A cluster with the topics as the ledger wants them. */
    public static TestCluster ready() {
        TestCluster cluster = new TestCluster();
        cluster.setUp();
        return cluster;
    }

    public TopicSetup.Report setUp() {
        return TopicSetup.apply(admin, settings, PARTITIONS);
    }

    /** A ledger that decides every partition. */
    public LedgerStreams startLedger() {
        LedgerStreams ledger = LedgerStreams.start(settings, CATALOG, ReleasedSchemas.load());
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

    /** A ledger that shares the work with another; returns before it is ready. */
    public LedgerStreams startOneOfTwo(String name) {
        LedgerSettings one = new LedgerSettings(settings.bootstrapServers(),
                settings.applicationId(), directory.resolve(name), 1, 2, 1, 1, Map.of());
        return LedgerStreams.start(one, CATALOG, ReleasedSchemas.load());
    }

    /** Takes every transactional producer's epoch away: what it has open is aborted. */
    public void fenceAllProducers() {
        try {
            List<String> ids = admin.listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId).toList();
            assertThat(ids).isNotEmpty();
            admin.fenceProducers(ids).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something while a ledger runs that decides every partition; then stops the ledger. */
    public void whileLedgerRuns(Consumer<LedgerStreams> something) {
        try (LedgerStreams ledger = startLedger()) {
            something.accept(ledger);
        }
    }

    public void send(Event event) {
        send(Topics.of(event), null, event.accountId().getBytes(StandardCharsets.UTF_8),
                LedgerDriver.encode(event));
    }

    /** On {@code partition}, or where Kafka's default partitioner sends it if that is null. */
    public void send(Topics topic, Integer partition, byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(topic.topicName(), partition, key, value));
    }

    /** Another producer, of transactions that outlast {@link #PATIENCE}. */
    public Producer<byte[], byte[]> transactional(String id) {
        Map<String, Object> all = settings.forClients();
        all.put("transactional.id", id);
        all.put("transaction.timeout.ms", "600000");
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public void flush() {
        producer.flush();
    }

    /**
     * All committed records of a topic, by partition in their order. Transactions that are open now
     * are waited for: Kafka marks the end of one partition by partition, so who has seen an entry
     * could otherwise miss the snapshot that was committed with it.
     */
    public List<ConsumerRecord<byte[], byte[]>> committed(Topics topic) {
        return committed(topic.topicName());
    }

    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> all = settings.forClients();
        all.put("isolation.level", "read_committed");
        all.put("auto.offset.reset", "earliest");
        all.put("enable.auto.commit", "false");
        all.put("fetch.max.wait.ms", "20"); // a close waits for the answer to the fetch under way
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = written(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(10)).forEach(records::add);
            }
        }
        return records;
    }

    /** The ends of the partitions' logs, committed or not. */
    private Map<TopicPartition, Long> written(List<TopicPartition> partitions) {
        try {
            return admin.listOffsets(partitions.stream().collect(Collectors.toMap(
                            p -> p, p -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all().get().entrySet().stream().collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<BalanceChange> entries() {
        return committed(Topics.BALANCE_CHANGES).stream()
                .map(r -> LedgerDriver.CODECS.balanceChanges().decode(r.value())).toList();
    }

    /** Waits until so many entries are committed, and no more; and gives them. */
    public List<BalanceChange> awaitEntries(int count) {
        await(count + " entries", () -> committed(Topics.BALANCE_CHANGES).size() >= count);
        List<BalanceChange> entries = entries();
        assertThat(entries.size()).as("entries").isEqualTo(count);
        return entries;
    }

    /** Every account's entries are numbered without a gap, and each names the one before (J2). */
    public void assertJournalIsWhole() {
        Map<String, List<byte[]>> byAccount = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : committed(Topics.BALANCE_CHANGES)) {
            byAccount.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8),
                    any -> new ArrayList<>()).add(record.value());
        }
        HashChain chain = new HashChain();
        byAccount.forEach((account, values) -> {
            byte[] previous = new byte[32];
            long sequence = 0;
            for (byte[] value : values) {
                BalanceChange entry = LedgerDriver.CODECS.balanceChanges().decode(value);
                assertThat(entry.getAccountId()).isEqualTo(account);
                assertThat(entry.getSequence()).isEqualTo(++sequence);
                assertThat(entry.getPreviousHash().bytes()).isEqualTo(previous);
                assertThat(HashChain.hashIn(value)).isEqualTo(chain.hashOf(previous, value));
                previous = HashChain.hashIn(value);
            }
        });
    }

    /** The newest snapshot of every account is that of its last entry. */
    public void assertBalancesMatchTheJournal() {
        Map<String, BalanceChange> last = new HashMap<>();
        entries().forEach(e -> last.put(e.getAccountId(), e));
        Map<String, Balance> balances = new HashMap<>();
        committed(Topics.BALANCES).forEach(r -> balances.put(
                new String(r.key(), StandardCharsets.UTF_8),
                LedgerDriver.CODECS.balances().decode(r.value())));
        assertThat(balances.keySet()).isEqualTo(last.keySet());
        last.forEach((account, entry) -> {
            Balance balance = balances.get(account);
            assertThat(balance.getSequence()).isEqualTo(entry.getSequence());
            assertThat(balance.getAllowanceLeftNanos()).isEqualTo(entry.getAllowanceLeftNanos());
            assertThat(balance.getExtraUsageNanos()).isEqualTo(entry.getExtraUsageNanos());
            assertThat(balance.getSpentNanos()).isEqualTo(entry.getSpentNanos());
            assertThat(balance.getClock()).isEqualTo(entry.getClock());
        });
    }

    /** The directories of RocksDB's accounts of each partition, while no ledger runs. */
    public List<Path> accountStores() {
        List<Path> stores = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            stores.add(settings.stateDirectory().resolve(settings.applicationId())
                    .resolve("0_" + i).resolve("rocksdb").resolve(Accounts.STORE));
        }
        return stores;
    }

    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    public static void delete(Path tree) {
        try (Stream<Path> deepestFirst = Files.walk(tree).sorted(Comparator.reverseOrder())) {
            for (Path path : (Iterable<Path>) deepestFirst::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override public void close() {
        producer.close();
        admin.close();
        kafka.close();
        delete(directory);
    }
}
