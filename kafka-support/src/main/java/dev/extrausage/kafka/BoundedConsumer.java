package dev.extrausage.kafka;

import dev.extrausage.schemas.wire.CutBytes;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * A consumer whose memory no sender can fill. A batch within the broker's bound can unpack to
 * hundreds of megabytes; Kafka's client unpacks one record at a time, and what is too long for an
 * input or a request for a top-up is cut at once ({@link CutBytes}), so that no reader can decode
 * it.
 */
public class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final InputBytes bytes;

    /** A consumer with these settings of Kafka's; deserializers in them do not count. */
    public BoundedConsumer(Map<String, Object> config) {
        this(config, new InputBytes());
    }

    /** The same, which cuts keys and values only if they are longer than {@code mostWhole}. */
    BoundedConsumer(Map<String, Object> config, int mostWhole) {
        this(config, new InputBytes(mostWhole));
    }

    private BoundedConsumer(Map<String, Object> config, InputBytes bytes) {
        super(config, bytes, bytes);
        this.bytes = bytes;
    }

    @Override public ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        bytes.open();
        return super.poll(longest);
    }
}
