package dev.extrausage.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A bad input as {@code rejected-events} keeps it (SPEC section 4): its first bytes as they came,
 * and in the headers what is wrong, where it lay, and what the whole was. Header values are UTF-8
 * text.
 */
public final class Rejection {
    /** Header: what is wrong, in a sentence that names field, value and bound. */
    public static final String REASON = "reason";
    /** Header: the topic it lay on. */
    public static final String TOPIC = "topic";
    /** Header: the partition it lay on, in decimal. */
    public static final String PARTITION = "partition";
    /** Header: its offset there, in decimal. */
    public static final String OFFSET = "offset";
    /** Header: how many bytes its value had, in decimal; 0 for a null value. */
    public static final String LENGTH = "length";
    /** Header: the SHA-256 of its whole value, in 64 hexadecimal digits; of nothing for null. */
    public static final String SHA_256 = "sha256";
    /** The most bytes of its value, and of its key, that are kept. */
    public static final int MAX_KEPT_BYTES = 64 * 1024;

    private static final byte[] NOTHING = {};

    private Rejection() {}

    /** The record for {@code rejected-events}; {@code reason} as its sender should read it. */
    static Record<byte[], Outgoing> of(
            Record<byte[], byte[]> record, RecordMetadata source, String reason) {
        byte[] value = record.value() == null ? NOTHING : record.value();
        Headers headers = new RecordHeaders();
        put(headers, REASON, reason);
        put(headers, TOPIC, source.topic());
        put(headers, PARTITION, Integer.toString(source.partition()));
        put(headers, OFFSET, Long.toString(source.offset()));
        put(headers, LENGTH, Integer.toString(value.length));
        put(headers, SHA_256, HexFormat.of().formatHex(HashChain.sha256().digest(value)));
        return new Record<>(cut(record.key()),
                new Outgoing(source.partition(), cut(record.value())),
                record.timestamp(), headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] cut(byte[] bytes) {
        return bytes == null || bytes.length <= MAX_KEPT_BYTES
                ? bytes : Arrays.copyOf(bytes, MAX_KEPT_BYTES);
    }
}
