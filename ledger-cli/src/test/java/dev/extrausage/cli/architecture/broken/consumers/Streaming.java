package dev.extrausage.cli.architecture.broken.consumers;

import org.apache.kafka.streams.KafkaStreams;

/** A consumer built on streams. */
public final class Streaming {
    private KafkaStreams streams;

    KafkaStreams streams() {
        return streams;
    }
}
