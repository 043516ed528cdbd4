package dev.extrausage.stream.topology;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Money;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import dev.extrausage.stream.stores.BeforeCommit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The real topology with its real stores, fed one record at a time, without a broker. */
public final class LedgerDriver implements AutoCloseable {
    public static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());

    private final Path state;
    private final TopologyTestDriver driver;
    private final LedgerCounts counts = new LedgerCounts();

    public LedgerDriver(Catalog catalog) {
        this(catalog, 1);
    }

    /** The driver plays partition 0 of {@code partitions}. */
    public LedgerDriver(Catalog catalog, int partitions) {
        try {
            state = Files.createTempDirectory("ledger-driver");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "driver");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                LedgerTopology.build(catalog, CODECS, partitions, Map.of(), counts), settings);
    }

    /** The topology's counts. */
    public LedgerCounts counts() {
        return counts;
    }

    public static byte[] encode(Event event) {
        return event instanceof UsageEvent usage
                ? CODECS.usageEvents().encode(EventCodec.toAvro(usage))
                : CODECS.accountEvents().encode(EventCodec.toAvro((AccountEvent) event));
    }

    public void pipe(Input input) {
        pipe(Topics.of(input.event()), input.event().accountId(), encode(input.event()),
                input.receivedAt());
    }

    public void pipe(Topics topic, String key, byte[] value, long timestamp) {
        pipe(topic, new TestRecord<>(key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value, null, timestamp));
    }

    public void pipe(Topics topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topic.topicName(), new ByteArraySerializer(),
                new ByteArraySerializer()).pipeInput(record);
    }

    /** The records written to the topic since the last call. */
    public List<TestRecord<byte[], byte[]>> written(Topics topic) {
        return driver.createOutputTopic(topic.topicName(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer()).readRecordsToList();
    }

    public List<BalanceChange> entries() {
        return written(Topics.BALANCE_CHANGES).stream()
                .map(r -> CODECS.balanceChanges().decode(r.value())).toList();
    }

    public List<Balance> balances() {
        return written(Topics.BALANCES).stream()
                .map(r -> CODECS.balances().decode(r.value())).toList();
    }

    public List<Notice> notices() {
        return written(Topics.NOTICES).stream()
                .map(r -> CODECS.notices().decode(r.value())).toList();
    }

    /** The outcomes of the entries written since they were last asked for. */
    public List<String> outcomes() {
        return entries().stream().map(e -> e.getReason() == null
                ? e.getOutcome() : e.getOutcome() + " " + e.getReason()).toList();
    }

    public double counted(String name) {
        return driver.metrics().entrySet().stream().filter(m -> m.getKey().name().equals(name))
                .mapToDouble(m -> (Double) m.getValue().metricValue()).sum();
    }

    /** The values of a metric that has these tags, by its tag {@code name}. */
    public Map<String, Double> counted(String metric, Map<String, String> tags) {
        return driver.metrics().entrySet().stream()
                .filter(m -> m.getKey().name().equals(metric)
                        && m.getKey().tags().entrySet().containsAll(tags.entrySet()))
                .collect(Collectors.toMap(m -> m.getKey().tags().get("name"),
                        m -> (Double) m.getValue().metricValue()));
    }

    public KeyValueStore<byte[], byte[]> decidedIds() {
        return driver.getKeyValueStore(DuplicateMemory.STORE);
    }

    public KeyValueStore<byte[], byte[]> accounts() {
        return driver.getKeyValueStore(Accounts.STORE);
    }

    public BeforeCommit beforeCommit() {
        return (BeforeCommit) driver.getStateStore(BeforeCommit.STORE);
    }

    /** The records written to a store's changelog since the last call. */
    public List<TestRecord<byte[], byte[]>> changelog(String store) {
        return driver.createOutputTopic("driver-" + store + "-changelog",
                new ByteArrayDeserializer(), new ByteArrayDeserializer()).readRecordsToList();
    }

    @Override public void close() {
        driver.close();
        try (Stream<Path> deepestFirst = Files.walk(state).sorted(Comparator.reverseOrder())) {
            for (Path path : (Iterable<Path>) deepestFirst::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An id of that time; another {@code number} is another id. */
    public static EventId id(long time, long number) {
        return new EventId(time << 16 | 0x7000L, 0x8000_0000_0000_0000L | number);
    }

    public static Event usage(EventId id, String account, long occurredAt) {
        return new UsageEvent(id, account, null, occurredAt, "claude.ai", null,
                "claude-opus-4-5", 1_000, 0, 0, 0, 0);
    }

    public static Event change(EventId id, String account, long occurredAt, Change change) {
        return new AccountEvent(id, account, occurredAt, "test", change);
    }

    public static Change planStarted(String plan) {
        return new Change.PlanStarted(plan, 1, null);
    }

    public static Change purchase(String grantId, long usd) {
        return new Change.CreditGranted(grantId, GrantKind.PURCHASE, usd * Money.NANOS_PER_USD,
                null, null, null);
    }
}
