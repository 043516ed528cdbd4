package dev.extrausage.stream.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A value on its way to a topic, and the partition it belongs to: that of the input it answers. A
 * bad input goes there although its key may say otherwise, or nothing; for all others Kafka's
 * default says the same, and costs less to ask.
 *
 * @param partition the task's
 * @param value the record's value, as it is written; may be null
 */
record Outgoing(int partition, byte[] value) {
    /** Writes the value as it is. */
    static final Serializer<Outgoing> SERIALIZER = (topic, outgoing) -> outgoing.value;
    /** Sends it where it says. */
    static final StreamPartitioner<byte[], Outgoing> PARTITIONER =
            (topic, key, outgoing, partitions) -> Optional.of(Set.of(outgoing.partition));
}
