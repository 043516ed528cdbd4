package dev.extrausage.consumers.topup;

import dev.extrausage.core.GrantKind;
import dev.extrausage.core.InputAge;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The top-ups of one partition: in memory here, and each as a record of a compacted topic, written
 * in the same transaction as what it is about.
 *
 * <p>What is settled is forgotten after {@link #KEPT_MILLIS}, which outlasts the requests' topic
 * and the ledger's own memory of the answer; everything else is kept for as long as it takes.
 */
final class TopUpMemory {
    /** Keeps a settled top-up for longer than the ledger remembers the answer to it (M4). */
    static final long KEPT_MILLIS = InputAge.OUTLASTS_WINDOW_MILLIS;
    private static final int FORMAT = 1;

    /** Written by the session's thread alone; calls look into it from theirs. */
    private final Map<String, TopUp> topUps = new ConcurrentHashMap<>();
    /** By account and id, those that may yet add to its balance; for the session's thread. */
    private final Map<String, Map<String, TopUp>> underWay = new HashMap<>();
    /** The number at each stage, for whoever asks at a scrape. */
    private final AtomicIntegerArray atStage =
            new AtomicIntegerArray(TopUp.Stage.values().length);
    /** Since when the processor is asked, by name; for whoever asks at a scrape. */
    private final Map<String, Long> unanswered = new ConcurrentHashMap<>();
    private long lastRequestOffset = -1;

    /** The top-up of that name, or null; safe to ask from any thread. */
    TopUp find(String accountId, String topUpId) {
        return topUps.get(TopUp.name(accountId, topUpId));
    }

    void put(TopUp topUp) {
        count(topUps.put(topUp.name(), topUp), topUp);
        lastRequestOffset = Math.max(lastRequestOffset, topUp.requestOffset());
        if (topUp.isUnderWay()) {
            underWay.computeIfAbsent(topUp.accountId(), account -> new HashMap<>())
                    .put(topUp.topUpId(), topUp);
        } else {
            arrived(topUp);
        }
    }

    void forget(TopUp topUp) {
        count(topUps.remove(topUp.name()), null);
        arrived(topUp);
    }

    private void count(TopUp before, TopUp after) {
        if (before != null) {
            atStage.decrementAndGet(before.stage().ordinal());
            unanswered.remove(before.name());
        }
        if (after != null) {
            atStage.incrementAndGet(after.stage().ordinal());
        }
        if (after != null && after.stage() == TopUp.Stage.CHARGING) {
            unanswered.put(after.name(), after.since());
        }
    }

    /** The number at that stage; safe to ask from any thread. */
    int count(TopUp.Stage stage) {
        return atStage.get(stage.ordinal());
    }

    /**
     * The time at which the oldest undecided one was asked for, in milliseconds since 1970;
     * the greatest long where none is. Safe to ask from any thread.
     */
    long oldestUnanswered() {
        return unanswered.values().stream().mapToLong(since -> since).min().orElse(Long.MAX_VALUE);
    }

    private void arrived(TopUp topUp) {
        underWay.computeIfPresent(topUp.accountId(), (account, byId) -> {
            byId.remove(topUp.topUpId());
            return byId.isEmpty() ? null : byId;
        });
    }

    /** The account's top-ups that are neither credited nor declined nor to be paid back. */
    Collection<TopUp> underWay(String accountId) {
        return underWay.getOrDefault(accountId, Map.of()).values();
    }

    /** All of them. */
    Collection<TopUp> all() {
        return topUps.values();
    }

    /** The latest request that is remembered; -1 when none is. */
    long lastRequestOffset() {
        return lastRequestOffset;
    }

    /** The top-ups that may be forgotten at {@code now}. */
    List<TopUp> settledLongAgo(long now) {
        return topUps.values().stream()
                .filter(t -> t.isSettled() && now - t.since() > KEPT_MILLIS).toList();
    }

    /** Takes in what the topic holds. */
    void replay(byte[] key, byte[] value) {
        if (value == null) {
            TopUp forgotten = topUps.get(new String(key, StandardCharsets.UTF_8));
            if (forgotten != null) {
                forget(forgotten);
            }
        } else {
            put(decode(value));
        }
    }

    /** The record that remembers it. */
    static ProducerRecord<byte[], byte[]> record(String topic, int partition, TopUp topUp) {
        return new ProducerRecord<>(topic, partition, key(topUp), encode(topUp));
    }

    /** The record that forgets it. */
    static ProducerRecord<byte[], byte[]> tombstone(String topic, int partition, TopUp topUp) {
        return new ProducerRecord<>(topic, partition, key(topUp), null);
    }

    static byte[] encode(TopUp topUp) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(topUp.accountId());
            out.writeUTF(topUp.topUpId());
            out.writeUTF(topUp.kind().name());
            out.writeLong(topUp.amountNanos());
            out.writeUTF(topUp.stage().name());
            out.writeLong(topUp.since());
            out.writeLong(topUp.requestOffset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static TopUp decode(byte[] value) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            int format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalStateException("the memory of a top-up has format " + format
                        + ": this version of the consumer knows format " + FORMAT);
            }
            return new TopUp(in.readUTF(), in.readUTF(), GrantKind.valueOf(in.readUTF()),
                    in.readLong(), TopUp.Stage.valueOf(in.readUTF()), in.readLong(), in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException("the memory of a top-up cannot be read", e);
        }
    }

    private static byte[] key(TopUp topUp) {
        return topUp.name().getBytes(StandardCharsets.UTF_8);
    }
}
