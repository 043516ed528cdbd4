package dev.extrausage.client.outage;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker that can go away, and a ledger beside it. */
public final class Installation implements AutoCloseable {
    public static final int PARTITIONS = 4;
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    private final TopicCodecs codecs = TopicCodecs.of(ReleasedSchemas.load());
    private final Path folder;
    private EmbeddedKafka kafka;
    private LedgerStreams ledger;
    private int port;

    public Installation(Path folder) {
        this.folder = folder;
    }

    /** The address at which the broker was, and will be again. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    public void startBroker() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), port, Map.of());
        port = kafka.port();
        try (Admin admin = Admin.create(settings().forClients())) {
            TopicSetup.apply(admin, settings(), PARTITIONS);
        }
    }

    public void stopBroker() {
        kafka.close();
        kafka = null;
    }

    public void startLedger() {
        ledger = LedgerStreams.start(
                settings(), CatalogFile.defaultCatalog(), ReleasedSchemas.load());
        Await.until("the ledger is ready", ledger::isReadyForAll);
    }

    public void stopLedger() {
        ledger.close();
        ledger = null;
    }

    private LedgerSettings settings() {
        return LedgerSettings.single(bootstrap(), folder.resolve("ledger"));
    }

    /**
     * Opens the accounts on the plan "pro", and waits until their snapshots can be read, from which
     * a gate knows them.
     */
    public void open(List<String> accounts) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap(), "acks", "all"),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String account : accounts) {
                long now = System.currentTimeMillis();
                AccountEvent event = new AccountEvent(EventId.derived(now, "opens " + account),
                        account, now, "outage-test", new Change.PlanStarted("pro", 1, null));
                producer.send(new ProducerRecord<>(Topics.ACCOUNT_EVENTS.topicName(),
                        account.getBytes(StandardCharsets.UTF_8),
                        codecs.accountEvents().encode(EventCodec.toAvro(event))));
            }
        }
        Await.until("accounts are open", () -> all(Topics.BALANCES).stream()
                .map(r -> new String(r.key(), StandardCharsets.UTF_8)).collect(Collectors.toSet())
                .containsAll(accounts));
    }

    /** All of the journal. */
    public List<BalanceChange> journal() {
        return all(Topics.BALANCE_CHANGES).stream()
                .map(r -> codecs.balanceChanges().decode(r.value())).toList();
    }

    /** All usage as the broker has it, by partition in its order. */
    public List<UsageEvent> usage() {
        return all(Topics.USAGE_EVENTS).stream()
                .map(r -> codecs.usageEvents().decode(r.value())).toList();
    }

    /** All committed records of that topic, by partition in their order. */
    public List<ConsumerRecord<byte[], byte[]>> all(Topics topic) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(topic.topicName(), p)).toList();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap(), "isolation.level", "read_committed",
                        "auto.offset.reset", "none", "max.poll.records", "5000",
                        // A close waits for the answer to the fetch under way.
                        "fetch.max.wait.ms", "20"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    consumer.poll(A_MOMENT).forEach(records::add);
                }
            }
        }
        return records;
    }

    @Override public void close() {
        if (ledger != null) {
            stopLedger();
        }
        if (kafka != null) {
            stopBroker();
        }
    }
}
