package dev.extrausage.cli.architecture.broken.journal;

import org.apache.kafka.streams.KafkaStreams;

/** A journal built on streams. */
public final class Printing {
    private KafkaStreams known;

    KafkaStreams known() {
        return known;
    }
}
