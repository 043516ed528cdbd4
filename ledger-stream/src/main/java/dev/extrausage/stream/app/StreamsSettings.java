package dev.extrausage.stream.app;

import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import dev.extrausage.kafka.HangingBrokers;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.stores.RocksDbMemory;
import dev.extrausage.stream.stores.RocksDbSettings;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;

/** Every setting of Kafka Streams that the ledger does not leave at its default, and why. */
public final class StreamsSettings {
    /** The time until its group misses a stopped process, in milliseconds. */
    static final int SESSION_TIMEOUT_MILLIS = 6_000;
    /** The others hear by it that a process has stopped in order, in milliseconds. */
    private static final int HEARTBEAT_MILLIS = 500;
    /** The longest that an abandoned transaction holds up read_committed readers, in ms. */
    public static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;

    /** The least that Kafka Streams takes, in milliseconds. */
    private static final long PROBING_MILLIS = 60_000;
    private static final int BATCH_BYTES = 384 * 1024;
    /** Of each stream thread, for 42 busy partitions of four topics. */
    private static final long BUFFER_BYTES = 64L * 1024 * 1024;
    private static final int MOST_HELD = 100;

    private StreamsSettings() {}

    static Properties of(LedgerSettings chosen, RocksDbMemory memory) {
        Properties settings = withoutStores(chosen);
        stores(settings, memory);
        return settings;
    }

    /**
     * All of them but those of the stores: what anything that is compared with the ledger has to
     * run with as well, for the comparison to be fair.
     */
    public static Properties withoutStores(LedgerSettings chosen) {
        Properties settings = new Properties();
        settings.putAll(chosen.forClients());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, chosen.applicationId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, chosen.stateDirectory().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, chosen.threads());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, chosen.replicationFactor());
        // After a crash the stores are read again from their changelogs; where there is a second
        // process it already has a copy. Alone, there is nowhere to put one.
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, chosen.instances() > 1 ? 1 : 0);
        // An instance that comes back copies the stores first; then it is looked whether it can
        // have its partitions back. Kafka's default of ten minutes left it idle for as long.
        settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MILLIS);
        // Snapshots and entries are visible when they are committed.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, chosen.commitIntervalMillis());
        correctness(settings);
        inputs(settings);
        outputs(settings);
        leaveHangingBrokers(settings, chosen.clientSettings());
        return settings;
    }

    private static void correctness(Properties settings) {
        // J4: state, duplicate memory, entry, snapshot, notices and input offsets in one
        // transaction.
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // A store without a name would get one by its place in the topology, and lose its changelog
        // when the topology changes.
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Bad inputs are values here (rejected-events). What still throws is a bug or a broken
        // cluster, and passing over it would lose an input or an entry: the thread stops instead.
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailExceptionHandler.class);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailProcessingExceptionHandler.class);
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                DefaultProductionExceptionHandler.class);
        // received_at is the broker's append time (M3), so a record without a time cannot be.
        settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
                FailOnInvalidTimestamp.class);
    }

    private static void inputs(Properties settings) {
        // An input that was deleted before it was read must stop the ledger, never be passed over.
        settings.put(mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "none");
        // A killed process is missed after this long, and only then does its work go on. Kafka's
        // default of 45 s made a restart take 46 s. Less is refused by a broker's defaults.
        settings.put(mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                SESSION_TIMEOUT_MILLIS);
        // Who stops in order leaves its group, and the others hear of it with their next heartbeat.
        settings.put(mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                HEARTBEAT_MILLIS);
        // Wait for what the broker is known to hold on the other inputs of the partition, so that
        // inputs are taken in the order of their receipt also when there is much to catch up on.
        // More would delay every usage event for account events that nobody sends.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        // A task that waits so, perhaps for a partition without a leader, is given more until it
        // holds this many, each of which may be a run of 32 (decision 0363). A task at work takes
        // all that a poll has brought before the next.
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, MOST_HELD);
    }

    private static void outputs(Properties settings) {
        // An account's outputs lie where its inputs do (SPEC section 4); what others set for
        // their own producers must not move them.
        settings.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        settings.remove(producerPrefix(ProducerConfig.PARTITIONER_CLASS_CONFIG));
        settings.put(producerPrefix(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG), false);
        // Longer than it takes a cluster to give up a broker that hangs, with Kafka's own settings
        // too, so that a transaction outlives it (decision 0404). Who reads committed waits for the
        // open transactions of a process that is gone so long, unless another takes over from it,
        // which ends them (0401).
        settings.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                TRANSACTION_TIMEOUT_MILLIS);
        // An entry with a posting for each of thousands of grants has to fit, or it would stop its
        // partition; so has the account in its changelog.
        settings.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Topics.MAX_OUTPUT_BYTES);
        // Two or three records an event: larger batches, fewer requests. Twice this was no better.
        settings.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        // A partition takes a batch of this for each output and changelog that it writes to. With
        // more partitions a thread than there is room for, batches are sent before they are full.
        settings.put(producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), BUFFER_BYTES);
    }

    /** A transaction has to find its way to other brokers within its own timeout. */
    private static void leaveHangingBrokers(Properties settings, Map<String, String> chosen) {
        unlessChosen(settings, chosen, StreamsConfig::producerPrefix, HangingBrokers.writing());
        unlessChosen(settings, chosen, StreamsConfig::adminClientPrefix, HangingBrokers.writing());
        unlessChosen(settings, chosen, StreamsConfig::mainConsumerPrefix,
                HangingBrokers.reading());
        unlessChosen(settings, chosen, StreamsConfig::restoreConsumerPrefix,
                HangingBrokers.reading());
    }

    /** An operator's setting for every client holds for each of the clients of Streams. */
    private static void unlessChosen(Properties settings, Map<String, String> chosen,
            UnaryOperator<String> prefix, Map<String, Object> ours) {
        ours.forEach((name, value) -> {
            if (!chosen.containsKey(name)) {
                settings.putIfAbsent(prefix.apply(name), value);
            }
        });
    }

    private static void stores(Properties settings, RocksDbMemory memory) {
        // Streams' record cache costs more than it saves here (decision 0048), and what it holds
        // back until a commit is one more thing to lose.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbSettings.class);
        settings.put(RocksDbSettings.MEMORY, memory);
    }
}
