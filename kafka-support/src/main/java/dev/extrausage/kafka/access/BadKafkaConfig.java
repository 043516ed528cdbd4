package dev.extrausage.kafka.access;

/** Settings for Kafka's clients that cannot be used; names file and key, and never a value. */
public final class BadKafkaConfig extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadKafkaConfig(String reason) {
        super(reason);
    }
}
