package dev.extrausage.benchmarks.contender;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Price;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Surface;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import java.util.List;
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
 * The topology a user would write: requests and list price of each account, added up into an Avro
 * record by {@code groupByKey().aggregate()} in a RocksDB store, with everything of the store at
 * its default. It validates nothing, knows no duplicate and no limit, and proves nothing.
 */
final class Totals {
    private Totals() {}

    private static Balance nothingYet() {
        Balance balance = new Balance();
        balance.setAccountId("");
        balance.setCatalogVersion("");
        balance.setGrants(List.of());
        balance.setFirstParty(new Surface(true, null));
        balance.setThirdParty(new Surface(true, null));
        return balance;
    }

    private static Balance plus(UsageEvent event, Balance sums, CatalogVersion catalog) {
        Price price = catalog.prices().price(event.getModel());
        long pico = event.getInputTokens() * price.inputPico()
                + event.getOutputTokens() * price.outputPico()
                + event.getCacheWriteTokens() * price.cacheWritePico()
                + event.getCacheReadTokens() * price.cacheReadPico();
        sums.setAccountId(event.getAccountId());
        sums.setSequence(sums.getSequence() + 1);
        sums.setClock(event.getOccurredAt());
        sums.setSpentNanos(sums.getSpentNanos() + pico / 1_000);
        sums.setCatalogVersion(catalog.version());
        return sums;
    }

    /** {@code isCached}: with the store's cache, which is the default. */
    static Topology topology(String output, boolean isCached) {
        Serde<UsageEvent> events = new AvroCodec<>(UsageEvent.class,
                Topics.USAGE_EVENTS.topicName(), ReleasedSchemas.load()).serde();
        Serde<Balance> balances = new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(),
                ReleasedSchemas.load()).serde();
        CatalogVersion catalog =
                CatalogFile.defaultCatalog().at(System.currentTimeMillis());
        Materialized<String, Balance, KeyValueStore<Bytes, byte[]>> sums =
                Materialized.<String, Balance, KeyValueStore<Bytes, byte[]>>as("sums")
                        .withKeySerde(Serdes.String()).withValueSerde(balances);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(Topics.USAGE_EVENTS.topicName(),
                        Consumed.with(Serdes.String(), events).withName("usage-events-source"))
                .groupByKey(Grouped.as("by-account"))
                .aggregate(Totals::nothingYet,
                        (account, event, before) -> plus(event, before, catalog),
                        Named.as("add-up"),
                        isCached ? sums.withCachingEnabled() : sums.withCachingDisabled())
                .toStream(Named.as("changes"))
                .to(output, Produced.with(Serdes.String(), balances).withName("totals-sink"));
        return builder.build();
    }
}
