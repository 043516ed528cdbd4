package dev.extrausage.benchmarks.contender;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Price;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a user would write: the requests, tokens and list price of each account, added up by
 * {@code groupByKey().aggregate()} in a RocksDB store, with everything of the store at its default.
 * It validates nothing, knows no duplicate and no limit, and proves nothing.
 */
final class Totals {
    private Totals() {}

    /**
     * One account's totals.
     *
     * @param requests how many
     * @param tokens of all kinds
     * @param costNanos the sum of list prices, in nano-USD
     */
    record Total(long requests, long tokens, long costNanos) {
        Total plus(UsageEvent e, Map<String, Price> prices) {
            Price price = prices.get(e.getModel());
            long pico = e.getInputTokens() * price.inputPico()
                    + e.getOutputTokens() * price.outputPico()
                    + e.getCacheWriteTokens() * price.cacheWritePico()
                    + e.getCacheReadTokens() * price.cacheReadPico();
            return new Total(requests + 1, tokens + e.getInputTokens() + e.getOutputTokens()
                    + e.getCacheWriteTokens() + e.getCacheReadTokens(), costNanos + pico / 1_000);
        }
    }

    static Topology topology(String output) {
        Serde<UsageEvent> events = new AvroCodec<>(UsageEvent.class,
                Topics.USAGE_EVENTS.topicName(), ReleasedSchemas.load()).serde();
        Map<String, Price> prices =
                CatalogFile.defaultCatalog().at(System.currentTimeMillis()).prices();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(Topics.USAGE_EVENTS.topicName(),
                        Consumed.with(Serdes.String(), events).withName("usage-events-source"))
                .groupByKey(Grouped.as("by-account"))
                .aggregate(() -> new Total(0, 0, 0),
                        (account, event, total) -> total.plus(event, prices),
                        Named.as("add-up"),
                        Materialized.<String, Total, KeyValueStore<Bytes, byte[]>>as("totals")
                                .withKeySerde(Serdes.String()).withValueSerde(serde()))
                .toStream(Named.as("changes"))
                .to(output, Produced.with(Serdes.String(), serde()).withName("totals-sink"));
        return builder.build();
    }

    private static Serde<Total> serde() {
        return Serdes.serdeFrom(
                (topic, t) -> t == null ? null : ByteBuffer.allocate(3 * Long.BYTES)
                        .putLong(t.requests()).putLong(t.tokens()).putLong(t.costNanos()).array(),
                (topic, bytes) -> {
                    if (bytes == null) {
                        return null;
                    }
                    ByteBuffer in = ByteBuffer.wrap(bytes);
                    return new Total(in.getLong(), in.getLong(), in.getLong());
                });
    }
}
