package dev.extrausage.cli.architecture.broken.stream;

import dev.extrausage.cli.architecture.broken.topup.Streaming;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/** A stream that knows the consumers, and how Kafka Streams keeps its caches. */
final class Charging {
    private Streaming consumers;
    private CachedStateStore<?, ?> cache;

    CachedStateStore<?, ?> cache() {
        return cache;
    }

    Streaming consumers() {
        return consumers;
    }
}
