package dev.extrausage.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

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

    private Rejection() {}

    /**
     * The headers of the record for {@code rejected-events}.
     *
     * @param value the value as it came, or what {@link CutBytes} made of it; may be null
     * @param reason a sentence for the sender
     */
    public static Headers headers(
            String topic, int partition, long offset, byte[] value, String reason) {
        Headers headers = new RecordHeaders();
        put(headers, REASON, reason);
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
        put(headers, LENGTH, Long.toString(CutBytes.length(value)));
        put(headers, SHA_256, HexFormat.of().formatHex(CutBytes.sha256(value)));
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a header; null where it is missing. */
    public static String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The bytes that are kept of a key or a value; null of null. */
    public static byte[] cut(byte[] bytes) {
        return bytes == null || bytes.length <= MAX_KEPT_BYTES
                ? bytes : Arrays.copyOf(bytes, MAX_KEPT_BYTES);
    }
}
