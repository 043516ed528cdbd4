package dev.extrausage.backup;

import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.api.inference.AdmissionSettings;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.intake.Publisher;
import dev.extrausage.intake.TopUpDesk;
import dev.extrausage.journal.proof.Audit;
import dev.extrausage.journal.proof.AuditOptions;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.TopicExtent;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import dev.extrausage.stream.startup.LedgerSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A ledger with its consumers and a broker of its own, and what is sent to it. */
final class RunningLedger implements AutoCloseable {
    static final int ACCOUNTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());

    private final Stack stack;
    final Cluster cluster;

    RunningLedger(Path data) {
        this(StackSettings.on(data, CatalogFile.defaultCatalog()));
    }

    /** One on a Kafka of three replicas whose topics are there, with the HTTP API. */
    RunningLedger(Path data, KafkaAccess kafka) {
        this(new StackSettings(data, 0, kafka, null, 0, StackSettings.DEFAULT_PARTITIONS, 2,
                CatalogFile.defaultCatalog(), CardsOnFile.byAccountId(), InstantSource.system(),
                0, 0, Duration.ofMinutes(1), List.of(), Rates.usual(), AdmissionSettings.usual(),
                false));
    }

    private RunningLedger(StackSettings settings) {
        stack = new Stack(settings);
        stack.start();
        stack.awaitReady(PATIENCE);
        cluster = Cluster.connect(stack.bootstrap(), ReleasedSchemas.load());
    }

    /** Plans for all accounts, and then usage; each event has an id of its own. */
    static List<Event> events(long now, int first, int count) {
        List<Event> events = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            String account = "account-" + i % ACCOUNTS;
            EventId id = EventId.derived(now, "event-" + i);
            events.add(i < ACCOUNTS
                    ? new AccountEvent(id, account, now, "test",
                            new Change.PlanStarted("pro", 1, null))
                    : new UsageEvent(id, account, null, now, "claude.ai", null,
                            "claude-opus-4-5", 1_000 + i, 0, 0, 0, 0));
        }
        return events;
    }

    /** Returns when the ledger has decided them. */
    void send(List<Event> events) {
        try (Publisher publisher =
                Publisher.ordered(cluster, LedgerSettings.DEFAULT_APPLICATION_ID)) {
            events.forEach(publisher::publish);
            publisher.finish();
        }
    }

    /** Writes a value that is too long to be an input, and takes up 300,000 bytes. */
    void sendTooLong(String account) {
        byte[] value = new byte[300_000];
        new Random(account.hashCode()).nextBytes(value);
        try (Producer<byte[], byte[]> producer = cluster.producer()) {
            producer.send(new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(),
                    cluster.partitionOf(account), account.getBytes(StandardCharsets.UTF_8),
                    value));
        }
    }

    /** Buys credit with the simulated card, and waits until it is credited. */
    void topUp(String account, String key) {
        try (TopUpDesk desk = new TopUpDesk(cluster)) {
            desk.request(account, key, 10_000_000_000L, Instant.now());
            desk.await(account, key, PATIENCE).orElseThrow();
        }
    }

    /** The newest snapshot of each account, as far as it does not tell when inputs came. */
    Map<String, List<Long>> balances() {
        Map<String, List<Long>> balances = new TreeMap<>();
        records(Topics.BALANCES.topicName()).values().forEach(record -> {
            Balance balance = CODECS.balances().decode(record.value());
            balances.put(new String(record.key(), StandardCharsets.UTF_8), List.of(
                    balance.getSequence(), balance.getAllowanceLeftNanos(),
                    balance.getExtraUsageNanos(), balance.getSpentNanos()));
        });
        return balances;
    }

    /** All committed records of a topic by partition and offset. */
    Map<String, KeptRecord> records(String topic) {
        Map<String, KeptRecord> records = new ConcurrentSkipListMap<>();
        JournalReader reader = new JournalReader(cluster.access().forClients(), 1);
        TopicExtent extent = reader.extentOf(Topics.named(topic).orElseThrow());
        reader.read(extent, partition -> record -> records.put(
                String.format("%d-%09d", partition, record.offset()), KeptRecord.of(record)));
        return records;
    }

    /** Where the HTTP API listens. */
    URI api() {
        return URI.create(stack.apiUrl());
    }

    AuditReport audit() {
        Map<String, Object> kafka = cluster.access().forClients();
        try (Audit audit = new Audit(kafka, new JournalReader(kafka, 1),
                CatalogFile.defaultCatalog(), CODECS,
                AuditOptions.withInputs(LedgerSettings.DEFAULT_APPLICATION_ID))) {
            return audit.run();
        }
    }

    @Override public void close() {
        cluster.close();
        stack.close();
    }
}
