package dev.extrausage.stream.topology;

import dev.extrausage.schemas.wire.CutBytes;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Takes keys and values of inputs out of the buffer that they were unpacked into, cut if they are
 * longer than a record may be, and lets one such record through a poll: the next ends it. So a
 * thousand of them neither fill the memory nor keep the thread from its group.
 */
final class InputBytes implements Deserializer<byte[]> {
    private boolean isFull;

    /** A poll begins: one record that is too long may pass. */
    void open() {
        isFull = false;
    }

    @Override public byte[] deserialize(String topic, byte[] bytes) {
        return bytes == null ? null : deserialize(topic, null, ByteBuffer.wrap(bytes));
    }

    @Override public byte[] deserialize(String topic, Headers headers, ByteBuffer bytes) {
        if (bytes != null && bytes.remaining() > CutBytes.MOST_WHOLE) {
            if (isFull) {
                // The consumer hands out the records before this one, and asks for it again.
                throw new SerializationException("a second record that is too long waits for the"
                        + " next poll");
            }
            isFull = true;
        }
        return CutBytes.of(bytes);
    }
}
