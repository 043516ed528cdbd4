package dev.extrausage.cli.architecture.broken.client;

import org.apache.kafka.streams.KafkaStreams;

/** What a service embeds, built on streams. */
public final class Streaming {
    private KafkaStreams streams;

    KafkaStreams streams() {
        return streams;
    }
}
