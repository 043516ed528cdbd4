package dev.extrausage.cli.architecture.broken.stream;

import dev.extrausage.cli.architecture.broken.benchmarks.Measuring;
import dev.extrausage.cli.architecture.broken.consumers.Streaming;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/** A stream that knows the consumers and the benchmarks, and how Kafka Streams caches. */
final class Charging {
    private Streaming consumers;
    private CachedStateStore<?, ?> cache;

    CachedStateStore<?, ?> cache() {
        return cache;
    }

    int rounds() {
        return Measuring.rounds();
    }

    Streaming consumers() {
        return consumers;
    }
}
