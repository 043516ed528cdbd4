package dev.extrausage.stream.duplicates;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The remembered ids whose own time lies in one span of {@link #MILLIS} milliseconds.
 *
 * <p>In the store it is a row of chunks, keyed by the bucket's number and the chunk's, each holding
 * ids of 16 bytes one after the other. Only the last chunk may have fewer than
 * {@value #CHUNK_IDS_LEAST} ids; that one is written again with the next ids added. So however
 * seldom ids come, what the store and the compacted changelog hold is hardly more than the ids, and
 * a restore reads a record for dozens of them; and however many come, no chunk is written more than
 * {@value #CHUNK_IDS_LEAST} times, nor is one too large to send.
 */
final class IdBucket {
    /** Two to this power of milliseconds make a bucket. */
    static final int SHIFT = 12;
    static final long MILLIS = 1L << SHIFT;
    static final int CHUNK_IDS_LEAST = 16;
    static final int CHUNK_IDS_MOST = 4096;

    private static final int ID_BYTES = 2 * Long.BYTES;
    /** Of this object, its buffer's, and of its places in the maps that hold it. */
    private static final int BUCKET_BYTES = 208;
    private static final byte[] NONE = {};

    private final int number;
    private final IdSet ids = new IdSet();
    /** The chunk that the next ids go to; what is in it already is in the store too. */
    private int chunk;
    private ByteBuffer open = ByteBuffer.wrap(NONE);
    private boolean changed;

    /** A bucket of which the store has nothing. */
    IdBucket(int number) {
        this.number = number;
    }

    /** Reads a whole bucket from the store. */
    static IdBucket load(int number, KeyValueStore<byte[], byte[]> store) {
        IdBucket bucket = new IdBucket(number);
        try (KeyValueIterator<byte[], byte[]> chunks =
                store.range(key(number, 0), key(number, -1))) {
            while (chunks.hasNext()) {
                KeyValue<byte[], byte[]> next = chunks.next();
                bucket.take(ByteBuffer.wrap(next.key).getInt(Integer.BYTES), next.value);
            }
        }
        return bucket;
    }

    private void take(int storedAs, byte[] stored) {
        for (ByteBuffer in = ByteBuffer.wrap(stored); in.hasRemaining(); ) {
            ids.add(in.getLong(), in.getLong());
        }
        chunk = storedAs + 1;
        if (stored.length < CHUNK_IDS_LEAST * ID_BYTES) {
            chunk = storedAs;
            open = ByteBuffer.wrap(stored).position(stored.length);
        }
    }

    int number() {
        return number;
    }

    boolean contains(long high, long low) {
        return ids.contains(high, low);
    }

    /**
     * Adds an id, which is in the store after the next {@link #write}.
     *
     * @return whether it was not there before
     */
    boolean add(long high, long low) {
        if (!ids.add(high, low)) {
            return false;
        }
        if (!open.hasRemaining()) {
            int larger = Math.max(4 * ID_BYTES, 2 * open.capacity());
            open = ByteBuffer.wrap(Arrays.copyOf(open.array(), larger)).position(open.position());
        }
        open.putLong(high).putLong(low);
        changed = true;
        return true;
    }

    /** Tells whether it has ids that the store has not. */
    boolean isChanged() {
        return changed;
    }

    /** Tells whether the chunk has to be written before another id is added. */
    boolean isChunkFull() {
        return open.position() >= CHUNK_IDS_MOST * ID_BYTES;
    }

    /** Writes the chunk that ids were added to, if any were since it was last written. */
    void write(KeyValueStore<byte[], byte[]> store) {
        if (!changed) {
            return;
        }
        changed = false;
        store.put(key(number, chunk), Arrays.copyOf(open.array(), open.position()));
        if (open.position() >= CHUNK_IDS_LEAST * ID_BYTES) {
            chunk++;
            open = ByteBuffer.wrap(NONE);
        }
    }

    /** The heap it takes, in bytes. */
    long bytes() {
        return BUCKET_BYTES + ids.bytes() + open.capacity();
    }

    /** The bucket of a time; until the year 2248 it is positive and fits an int. */
    static int numberOf(long millis) {
        return (int) (millis >> SHIFT);
    }

    /** The bucket that a chunk's key belongs to. */
    static int numberIn(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }

    /** The key of a chunk; in the store it sorts as unsigned, so -1 is after every chunk. */
    static byte[] key(int number, int chunk) {
        return ByteBuffer.allocate(2 * Integer.BYTES).putInt(number).putInt(chunk).array();
    }
}
