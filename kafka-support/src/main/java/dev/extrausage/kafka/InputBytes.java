package dev.extrausage.kafka;

import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.CutBytes;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Takes keys and values out of the buffer that they were unpacked into. Those of topics that many
 * may write are cut if they are longer than a record may be, their headers too, and one such record
 * is let through a poll: the next ends it. So a thousand of them neither fill the memory nor keep
 * the thread from its group. What the ledger itself writes may be longer, and is left whole.
 */
final class InputBytes implements Deserializer<byte[]> {
    /** The topics of which each record has a bound of the contract (SPEC 4). */
    private static final Set<String> WRITTEN_BY_MANY = EnumSet.of(Topics.USAGE_EVENTS,
                    Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS, Topics.TOP_UP_REQUESTS).stream()
            .map(Topics::topicName).collect(Collectors.toUnmodifiableSet());

    private final int mostWhole;

    /** Of the record that was let through: its key and its value have the same. */
    private Headers passed;

    InputBytes() {
        this(CutBytes.MOST_WHOLE);
    }

    /** Cuts only what is longer than that many bytes; it still lets one long record through. */
    InputBytes(int mostWhole) {
        this.mostWhole = mostWhole;
    }

    /** A poll begins: one record that is too long may pass. */
    void open() {
        passed = null;
    }

    @Override public byte[] deserialize(String topic, byte[] bytes) {
        return bytes == null ? null
                : deserialize(topic, new RecordHeaders(), ByteBuffer.wrap(bytes));
    }

    @Override public byte[] deserialize(String topic, Headers headers, ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        if (!WRITTEN_BY_MANY.contains(topic)) {
            byte[] whole = new byte[bytes.remaining()];
            bytes.duplicate().get(whole);
            return whole;
        }
        boolean haveLongHeaders = LongHeaders.areLong(headers);
        if (haveLongHeaders || bytes.remaining() > CutBytes.MOST_WHOLE) {
            letOneThrough(headers);
        }
        if (haveLongHeaders) {
            LongHeaders.cut(headers);
        }
        return CutBytes.of(bytes, mostWhole);
    }

    private void letOneThrough(Headers headers) {
        if (passed != null && passed != headers) {
            // The consumer hands out the records before this one, and asks for it again.
            throw new SerializationException("a second record that is too long waits for the"
                    + " next poll");
        }
        passed = headers;
    }
}
