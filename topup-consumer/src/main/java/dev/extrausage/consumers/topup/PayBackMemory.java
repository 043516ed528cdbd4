package dev.extrausage.consumers.topup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The amounts to be paid back in one partition, and those that were: in memory here, and each as a
 * record of a compacted topic, written in the same transaction as what it is about. Forgets as
 * {@link TopUpMemory} does.
 */
final class PayBackMemory {
    private static final int FORMAT = 1;

    private final Map<String, PayBack> payBacks = new HashMap<>();

    /** The one of that name, or null. */
    PayBack find(String accountId, String name) {
        return payBacks.get(PayBack.key(accountId, name));
    }

    void put(PayBack payBack) {
        payBacks.put(payBack.key(), payBack);
    }

    void forget(PayBack payBack) {
        payBacks.remove(payBack.key());
    }

    /** All of them. */
    Collection<PayBack> all() {
        return payBacks.values();
    }

    /** Those that may be forgotten at {@code now}. */
    List<PayBack> settledLongAgo(long now) {
        return payBacks.values().stream()
                .filter(p -> !p.isOwed() && now - p.since() > TopUpMemory.KEPT_MILLIS).toList();
    }

    /** Takes in what the topic holds. */
    void replay(byte[] key, byte[] value) {
        if (value == null) {
            payBacks.remove(new String(key, StandardCharsets.UTF_8));
        } else {
            put(decode(value));
        }
    }

    /** The record that remembers it. */
    static ProducerRecord<byte[], byte[]> record(String topic, int partition, PayBack payBack) {
        return new ProducerRecord<>(topic, partition, key(payBack), encode(payBack));
    }

    /** The record that forgets it. */
    static ProducerRecord<byte[], byte[]> tombstone(String topic, int partition, PayBack payBack) {
        return new ProducerRecord<>(topic, partition, key(payBack), null);
    }

    static byte[] encode(PayBack p) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(p.accountId());
            out.writeUTF(p.name());
            out.writeUTF(p.cause().name());
            writeOptional(out, p.grantId());
            writeOptional(out, p.topUpId());
            writeOptional(out, p.refundId());
            out.writeLong(p.amountNanos());
            out.writeLong(p.sequence());
            out.writeLong(p.at());
            out.writeUTF(p.stage().name());
            out.writeLong(p.since());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static PayBack decode(byte[] value) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            int format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalStateException("the memory of a refund has format " + format
                        + ": this version of the consumer knows format " + FORMAT);
            }
            return new PayBack(in.readUTF(), in.readUTF(), PayBack.Cause.valueOf(in.readUTF()),
                    readOptional(in), readOptional(in), readOptional(in), in.readLong(),
                    in.readLong(), in.readLong(), PayBack.Stage.valueOf(in.readUTF()),
                    in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException("the memory of a refund cannot be read", e);
        }
    }

    private static void writeOptional(DataOutputStream out, String text) throws IOException {
        out.writeUTF(text == null ? "" : text);
    }

    /** No id is empty. */
    private static String readOptional(DataInputStream in) throws IOException {
        String text = in.readUTF();
        return text.isEmpty() ? null : text;
    }

    private static byte[] key(PayBack payBack) {
        return payBack.key().getBytes(StandardCharsets.UTF_8);
    }
}
