package dev.extrausage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * One committed record of a topic, as a backup keeps it.
 *
 * @param partition its partition
 * @param offset its offset there
 * @param timestamp milliseconds since 1970
 * @param key null where it has none
 * @param value null of a tombstone
 * @param headers in their order
 */
record KeptRecord(int partition, long offset, long timestamp, byte[] key, byte[] value,
        Headers headers) {
    /** The form of a record in a file. */
    static final Schema SCHEMA = load();
    private static final Schema HEADER =
            SCHEMA.getField("headers").schema().getElementType();

    static KeptRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new KeptRecord(record.partition(), record.offset(), record.timestamp(),
                record.key(), record.value(), record.headers());
    }

    /** The record to be written to {@code topic}, with the timestamp it had. */
    ProducerRecord<byte[], byte[]> toWrite(String topic) {
        return new ProducerRecord<>(topic, partition, timestamp, key, value, headers);
    }

    GenericRecord toAvro() {
        List<GenericRecord> all = new ArrayList<>();
        for (Header header : headers) {
            GenericRecord one = new GenericData.Record(HEADER);
            one.put("name", header.key());
            one.put("value", buffer(header.value()));
            all.add(one);
        }
        GenericRecord avro = new GenericData.Record(SCHEMA);
        avro.put("partition", partition);
        avro.put("offset", offset);
        avro.put("timestamp", timestamp);
        avro.put("key", buffer(key));
        avro.put("value", buffer(value));
        avro.put("headers", all);
        return avro;
    }

    static KeptRecord of(GenericRecord avro) {
        RecordHeaders headers = new RecordHeaders();
        for (Object one : (List<?>) avro.get("headers")) {
            GenericRecord header = (GenericRecord) one;
            headers.add(new RecordHeader(
                    header.get("name").toString(), bytes(header.get("value"))));
        }
        return new KeptRecord((Integer) avro.get("partition"), (Long) avro.get("offset"),
                (Long) avro.get("timestamp"), bytes(avro.get("key")), bytes(avro.get("value")),
                headers);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static byte[] bytes(Object buffer) {
        if (buffer == null) {
            return null;
        }
        ByteBuffer view = ((ByteBuffer) buffer).duplicate();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    private static Schema load() {
        try (InputStream in = KeptRecord.class.getResourceAsStream("KeptRecord.avsc")) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("KeptRecord.avsc in this jar cannot be read", e);
        }
    }
}
