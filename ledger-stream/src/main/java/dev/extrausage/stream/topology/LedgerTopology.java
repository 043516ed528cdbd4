package dev.extrausage.stream.topology;

import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import dev.extrausage.stream.stores.BeforeCommit;
import dev.extrausage.stream.stores.WriteBehindStore;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three inputs, one processor that owns the accounts, four outputs: one sub-topology, one hop, no
 * repartition, so one transaction holds all that an input causes (J4).
 */
public final class LedgerTopology {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerTopology.class);
    private static final String PROCESSOR = "decide";

    private LedgerTopology() {}

    /** The topology, with a watch of its own over what is refused. */
    public static Topology build(Catalog catalog, TopicCodecs codecs, int partitions,
            Map<String, String> changelog, LedgerCounts counts) {
        return build(catalog, codecs, partitions, changelog, counts,
                new RefusalWatch(System::currentTimeMillis, LOG::warn));
    }

    /**
     * The topology.
     *
     * @param partitions how many every topic has
     * @param changelog the settings of the stores' changelog topics
     * @param counts where it counts what it decides
     * @param refusals sees every entry
     */
    public static Topology build(Catalog catalog, TopicCodecs codecs, int partitions,
            Map<String, String> changelog, LedgerCounts counts, RefusalWatch refusals) {
        Topology topology = new Topology();
        List<Topics> inputs =
                List.of(Topics.USAGE_EVENTS, Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS);
        for (Topics input : inputs) {
            // Bytes, not events: what cannot be decoded has to reach the processor too.
            topology.addSource(source(input), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer(), input.topicName());
        }
        UnknownNames unknownNames = new UnknownNames(System::currentTimeMillis, LOG::warn);
        topology.addProcessor(PROCESSOR,
                () -> new LedgerProcessor(
                        catalog, codecs, partitions, unknownNames, counts, refusals),
                inputs.stream().map(LedgerTopology::source).toArray(String[]::new));
        topology.addStateStore(
                store(WriteBehindStore.supplier(Accounts.STORE), changelog), PROCESSOR);
        topology.addStateStore(store(
                Stores.persistentKeyValueStore(DuplicateMemory.STORE), changelog), PROCESSOR);
        topology.addStateStore(new BeforeCommit.Builder(), PROCESSOR);
        // Their key is an account's, on the partition that Kafka's default gives it (section 4).
        for (Topics output : List.of(Topics.BALANCE_CHANGES, Topics.BALANCES, Topics.NOTICES)) {
            topology.addSink(Outputs.sink(output), output.topicName(), new ByteArraySerializer(),
                    Outgoing.SERIALIZER, PROCESSOR);
        }
        topology.addSink(Outputs.sink(Topics.REJECTED_EVENTS),
                Topics.REJECTED_EVENTS.topicName(), new ByteArraySerializer(), Outgoing.SERIALIZER,
                Outgoing.PARTITIONER, PROCESSOR);
        return topology;
    }

    private static String source(Topics input) {
        return input.topicName() + "-source";
    }

    /** Without Streams' record cache: it costs more than it saves here (decision 0048). */
    private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(
            KeyValueBytesStoreSupplier supplier, Map<String, String> changelog) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingDisabled().withLoggingEnabled(changelog);
    }
}
