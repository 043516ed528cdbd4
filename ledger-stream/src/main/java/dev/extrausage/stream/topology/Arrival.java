package dev.extrausage.stream.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A record of an input as it came, good or bad, and where it lies.
 *
 * @param key may be null
 * @param value may be null
 * @param time the broker's append time, in milliseconds since 1970
 */
record Arrival(String topic, int partition, long offset, byte[] key, byte[] value, long time,
        Headers headers) {
    /** A record that Streams handed on by itself. */
    static Arrival of(Record<byte[], byte[]> record, RecordMetadata source) {
        return new Arrival(source.topic(), source.partition(), source.offset(), record.key(),
                record.value(), record.timestamp(), record.headers());
    }

    /** A record of an {@link InputRun}. */
    static Arrival of(ConsumerRecord<byte[], byte[]> record) {
        return new Arrival(record.topic(), record.partition(), record.offset(), record.key(),
                record.value(), record.timestamp(), record.headers());
    }
}
