package dev.extrausage.stream;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A value on its way to a topic, and the partition it goes to: always that of the input it answers,
 * also for a bad input whose key says otherwise, or nothing.
 *
 * @param partition the task's, on every topic
 * @param value the record's value, as it is written; may be null
 */
record Outgoing(int partition, byte[] value) {
    /** Writes the value as it is. */
    static final Serializer<Outgoing> SERIALIZER = (topic, outgoing) -> outgoing.value;
    /** Sends it where it says. */
    static final StreamPartitioner<byte[], Outgoing> PARTITIONER =
            (topic, key, outgoing, partitions) -> Optional.of(Set.of(outgoing.partition));
}
