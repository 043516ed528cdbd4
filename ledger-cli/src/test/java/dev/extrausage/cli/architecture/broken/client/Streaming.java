package dev.extrausage.cli.architecture.broken.client;

import org.apache.kafka.streams.KafkaStreams;

/** The client that a service embeds, built on streams. */
public final class Streaming {
    private KafkaStreams streams;

    KafkaStreams streams() {
        return streams;
    }
}
