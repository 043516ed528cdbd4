package dev.extrausage.stream;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Horizon;
import dev.extrausage.core.Input;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The ids that one partition's accounts had decided within the window (M4).
 *
 * <p>A key is 20 bytes: the number of the six-hour bucket that the id's own time lies in, then the
 * first 128 bits of SHA-256 of id and account. A duplicate has the same id, so it falls into the
 * same bucket. Two different inputs collide with odds of n²/2¹²⁹: at three thousand million
 * remembered ids, one in 10²⁰; and nobody can make them collide with less than 2⁶⁴ tries.
 *
 * <p>A bucket is forgotten when the partition's greatest {@code received_at} is 36 days past its
 * end: a day more than M4 compares, for inputs whose topics lag behind each other. Forgetting is a
 * delete per id, so that the changelog forgets too, and it goes in small steps. One remembered id
 * in {@value #STEP_ODDS} pays for up to {@value #STEP} old ones; which one is told by the hash, not
 * by a counter that would have to be kept. A cursor in the store says how far the deletes have
 * come: looking for the oldest key from the beginning would walk over every delete marker again.
 */
final class DuplicateMemory {
    /** The store's name; its changelog topic carries it. */
    static final String STORE = "decided-ids";
    static final long BUCKET_MILLIS = TimeUnit.HOURS.toMillis(6);
    /** How far the greatest {@code received_at} must be past a bucket's end to forget it. */
    static final long KEPT_MILLIS = Horizon.MEMORY_MILLIS + TimeUnit.DAYS.toMillis(1);
    static final int STEP = 256;
    static final int STEP_ODDS = 64;

    private static final int HASH_LENGTH = 16;
    private static final int KEY_LENGTH = Integer.BYTES + HASH_LENGTH;
    private static final byte[] PRESENT = {};
    /** Sorts after every bucket, so no sweep meets it. */
    private static final byte[] PROGRESS_KEY = {(byte) 0xFF};

    private final KeyValueStore<byte[], byte[]> store;
    private final MessageDigest sha256 = HashChain.sha256();

    DuplicateMemory(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    /** Whether the input's account had an input of this id decided, and not refused. */
    boolean contains(Input input) {
        return store.get(keyOf(input)) != null;
    }

    /** Remembers a decided input, and perhaps forgets some old ones. */
    void remember(Input input) {
        // An older id can only be that of a late reset; no input in the window can repeat it.
        if (input.event().eventId().time() < input.receivedAt() - KEPT_MILLIS) {
            return;
        }
        byte[] key = keyOf(input);
        store.put(key, PRESENT);
        if ((key[KEY_LENGTH - 1] & 0xFF) % STEP_ODDS == 0) {
            forgetSome(input.receivedAt());
        }
    }

    private byte[] keyOf(Input input) {
        EventId id = input.event().eventId();
        ByteBuffer words = ByteBuffer.allocate(2 * Long.BYTES).putLong(id.high()).putLong(id.low());
        sha256.update(words.array());
        sha256.update(input.event().accountId().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(KEY_LENGTH).putInt(bucketOf(id.time()))
                .put(sha256.digest(), 0, HASH_LENGTH).array();
    }

    private void forgetSome(long receivedAt) {
        Progress before = Progress.read(store.get(PROGRESS_KEY));
        long greatest = Math.max(before.greatestReceivedAt, receivedAt);
        // Buckets before this one ended 36 days or more before the greatest receipt.
        byte[] end = startOf(bucketOf(greatest - KEPT_MILLIS));
        byte[] cursor = before.cursor;
        if (Arrays.compareUnsigned(cursor, end) < 0) {
            cursor = forget(cursor, end);
        }
        store.put(PROGRESS_KEY, new Progress(greatest, cursor).toBytes());
    }

    /** Deletes up to {@link #STEP} keys from {@code from} to before {@code end}; where to go on. */
    private byte[] forget(byte[] from, byte[] end) {
        try (KeyValueIterator<byte[], byte[]> old = store.range(from, end)) {
            for (int i = 0; i < STEP && old.hasNext(); i++) {
                KeyValue<byte[], byte[]> next = old.next();
                if (Arrays.compareUnsigned(next.key, end) >= 0) {
                    return end;
                }
                store.delete(next.key);
                from = next.key;
            }
            return old.hasNext() ? from : end;
        }
    }

    /** The bucket of a time; those of ids that are remembered are positive and fit an int. */
    private static int bucketOf(long millis) {
        return (int) Math.floorDiv(millis, BUCKET_MILLIS);
    }

    private static byte[] startOf(int bucket) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(bucket).array();
    }

    /**
     * How far forgetting has come.
     *
     * @param greatestReceivedAt of the inputs that took a step: the partition's greatest, or less
     * @param cursor every key before it is deleted
     */
    private record Progress(long greatestReceivedAt, byte[] cursor) {
        static Progress read(byte[] bytes) {
            if (bytes == null) {
                return new Progress(Long.MIN_VALUE, startOf(0));
            }
            return new Progress(ByteBuffer.wrap(bytes).getLong(),
                    Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
        }

        byte[] toBytes() {
            return ByteBuffer.allocate(Long.BYTES + cursor.length)
                    .putLong(greatestReceivedAt).put(cursor).array();
        }
    }
}
