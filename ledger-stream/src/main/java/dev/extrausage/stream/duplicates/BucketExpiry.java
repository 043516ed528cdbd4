package dev.extrausage.stream.duplicates;

import dev.extrausage.core.InputAge;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Deletes the buckets that nothing is compared with any more: those whose end the partition's
 * greatest {@code received_at} is 36 days past. That is a day more than M4 compares, for inputs
 * whose topics lag behind each other.
 *
 * <p>Chunks are deleted one by one, so that the changelog forgets too, oldest first, and not many
 * at a time, also when the greatest {@code received_at} jumps by months. A cursor in the store says
 * how far that has come: looking for the oldest chunk from the beginning would walk over every
 * delete marker again. It is written only where something was deleted, so it commits and rolls back
 * with that; where nothing was, there is nothing to walk over. The greatest {@code received_at} is
 * not written: after a restart the next input tells.
 */
final class BucketExpiry {
    /** The age past its end at which a bucket expires, by the greatest {@code received_at}. */
    static final long KEPT_MILLIS = InputAge.OUTLASTS_WINDOW_MILLIS;
    /** Sorts after every chunk, so no sweep meets it. */
    private static final byte[] CURSOR_KEY = {(byte) 0xFF};

    private final KeyValueStore<byte[], byte[]> store;
    private long greatestReceivedAt;
    /** Every key before it is deleted; null until it was read. */
    private byte[] cursor;

    BucketExpiry(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
        clear();
    }

    /** Forgets what it knows of the store. */
    void clear() {
        greatestReceivedAt = Long.MIN_VALUE;
        cursor = null;
    }

    /** Takes note of an input's {@code received_at}. */
    void received(long receivedAt) {
        greatestReceivedAt = Math.max(greatestReceivedAt, receivedAt);
    }

    /**
     * Deletes up to {@code most} chunks of buckets that have passed.
     *
     * @param deleted is told the bucket of each
     */
    void step(int most, IntConsumer deleted) {
        if (greatestReceivedAt < KEPT_MILLIS) {
            return;
        }
        if (cursor == null) {
            byte[] read = store.get(CURSOR_KEY);
            cursor = read == null ? IdBucket.key(0, 0) : read;
        }
        int passed = IdBucket.numberOf(greatestReceivedAt - KEPT_MILLIS);
        // By whole words of the index, or every few seconds there would be a look into the store.
        byte[] end = IdBucket.key(BucketIndex.startOfWord(passed), 0);
        if (Arrays.compareUnsigned(cursor, end) < 0) {
            delete(most, end, deleted);
        }
    }

    private void delete(int most, byte[] end, IntConsumer deleted) {
        boolean any = false;
        try (KeyValueIterator<byte[], byte[]> old = store.range(cursor, end)) {
            for (int i = 0; i < most && isBefore(end, old); i++) {
                cursor = old.next().key;
                store.delete(cursor);
                deleted.accept(IdBucket.numberIn(cursor));
                any = true;
            }
            if (!isBefore(end, old)) {
                cursor = end;
            }
        }
        if (any) {
            store.put(CURSOR_KEY, cursor);
        }
    }

    private static boolean isBefore(byte[] end, KeyValueIterator<byte[], byte[]> old) {
        return old.hasNext() && Arrays.compareUnsigned(old.peekNextKey(), end) < 0;
    }

    /** The bucket that expiry has come to: nothing is left of those before. */
    int bucket() {
        return cursor == null ? 0 : IdBucket.numberIn(cursor);
    }

    /** The key under which the store keeps the cursor. */
    static byte[] cursorKey() {
        return CURSOR_KEY.clone();
    }
}
