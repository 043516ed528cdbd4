package dev.extrausage.stream.topology;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Event;
import dev.extrausage.core.Input;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.CutBytes;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.schemas.wire.UsageEventReader;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/** Decodes and validates: a record becomes an input, or a bad input with a message (SPEC 4). */
final class Inbox {
    /** The most bytes a record may have: key, value and headers together. */
    static final int MAX_RECORD_BYTES = CutBytes.MOST_WHOLE;

    private final TopicCodecs codecs;
    private final UsageEventReader usage;
    private final int partitions;
    private RejectionKind looking = RejectionKind.KEY;

    /** {@code partitions}: how many every topic has. */
    Inbox(TopicCodecs codecs, int partitions) {
        this.codecs = codecs;
        this.usage = new UsageEventReader(codecs.usageEvents());
        this.partitions = partitions;
    }

    /**
     * The input in a record; its {@code received_at} is the record's time (M3).
     *
     * @throws BadInput if a value, the key, the partition or the topic is wrong
     * @throws BadRecord if the bytes cannot be decoded
     * @throws SchemaIds.WaitEnded if the program stops while a registry is waited for
     */
    Input read(Arrival record) {
        looking = RejectionKind.KEY;
        if (record.key() == null || record.key().length == 0) {
            throw new BadInput("key is " + (record.key() == null ? "null" : "empty")
                    + ": must be the account_id, as UTF-8 bytes");
        }
        looking = RejectionKind.SIZE;
        long size = sizeOf(record);
        if (size > MAX_RECORD_BYTES) {
            throw new BadInput("record has " + size + " bytes: must be at most "
                    + MAX_RECORD_BYTES + " (256 KiB), key, value and headers together");
        }
        checkReceipt(record);
        looking = RejectionKind.VALUE;
        Event event = decode(record.topic(), record.value());
        looking = RejectionKind.KEY;
        checkKey(record.key(), event.accountId());
        looking = RejectionKind.PARTITION;
        checkPartition(record.key(), record.partition());
        looking = RejectionKind.TOPIC;
        checkTopic(event, record.topic());
        return new Input(event, record.time());
    }

    /** The kind of what {@link #read} has just thrown. */
    RejectionKind kindOf(RuntimeException thrown) {
        return thrown instanceof BadRecord ? RejectionKind.UNDECODABLE : looking;
    }

    private Event decode(String topic, byte[] value) {
        if (topic.equals(Topics.USAGE_EVENTS.topicName())) {
            return usage.read(value);
        }
        return EventCodec.toCore(topic.equals(Topics.ACCOUNT_EVENTS.topicName())
                ? codecs.accountEvents().decode(value) : codecs.creditEvents().decode(value));
    }

    /** A sender's clock is no receipt: it could pull an account's time forward (M3). */
    private static void checkReceipt(Arrival record) {
        if (record.headers().lastHeader(InputConsumer.NOT_STAMPED) != null) {
            throw BadInput.of("timestamp type", "CreateTime", "LogAppendTime: received_at is the"
                    + " broker's append time. The topic's message.timestamp.type was CreateTime"
                    + " when the record was written, and is right again: send it once more");
        }
    }

    private static void checkKey(byte[] key, String accountId) {
        if (!isWrittenAs(key, accountId)) {
            throw BadInput.of("key", new String(key, StandardCharsets.UTF_8),
                    "the value's account_id, \"" + accountId + "\", as UTF-8 bytes");
        }
    }

    /** An account's id is ASCII by its bounds: a byte for each character. */
    private static boolean isWrittenAs(byte[] key, String accountId) {
        boolean same = key.length == accountId.length();
        for (int i = 0; same && i < key.length; i++) {
            same = key[i] == accountId.charAt(i);
        }
        return same;
    }

    /** On another partition the account would get a second journal, with numbers of its own. */
    private void checkPartition(byte[] key, int found) {
        int wanted = Partitioning.partitionOf(key, partitions);
        if (found != wanted) {
            throw BadInput.of("partition", found, wanted + " for this key among " + partitions
                    + " partitions: set the producer's partitioner to murmur2, which is Java's"
                    + " default and librdkafka's partitioner=murmur2_random");
        }
    }

    private static void checkTopic(Event event, String found) {
        String wanted = Topics.of(event).topicName();
        // Usage was decoded as such by its topic's name, so only changes can lie on another.
        if (event instanceof AccountEvent e && !found.equals(wanted)) {
            throw BadInput.of("topic", found, wanted + " for the change " + e.change().type());
        }
    }

    /** The bytes that came, though {@link InputConsumer} may have cut them. */
    private static long sizeOf(Arrival record) {
        long size = CutBytes.length(record.key()) + CutBytes.length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + CutBytes.length(header.value());
        }
        return size;
    }
}
