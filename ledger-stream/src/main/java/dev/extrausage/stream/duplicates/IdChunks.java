package dev.extrausage.stream.duplicates;

import dev.extrausage.core.EventId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Writes one partition's decided ids as the store {@link DuplicateMemory#STORE} keeps them, from
 * ids in ascending order: one bucket after the other, each in as few chunks as it takes. Ids in
 * buckets that have expired are left out, and the cursor of the expiry stands behind them.
 */
public final class IdChunks {
    private static final int ID_BYTES = 2 * Long.BYTES;

    private final BiConsumer<byte[], byte[]> out;
    private final int firstKept;
    private final ByteBuffer chunk = ByteBuffer.allocate(IdBucket.CHUNK_IDS_MOST * ID_BYTES);
    private int bucket = -1;
    private int number;
    private long written;

    /**
     * Chunks for {@code out}, which takes a key and a value.
     *
     * @param greatestReceivedAt of the partition's decided inputs, milliseconds since 1970
     */
    public IdChunks(long greatestReceivedAt, BiConsumer<byte[], byte[]> out) {
        this.out = out;
        // As BucketExpiry counts: by whole words of the index.
        firstKept = BucketIndex.startOfWord(IdBucket.numberOf(
                Math.max(0, greatestReceivedAt - BucketExpiry.KEPT_MILLIS)));
    }

    /** Adds an id, which is not before the last one. */
    public void add(AccountMark account, EventId id) {
        int next = IdBucket.numberOf(id.time());
        if (next < firstKept) {
            return;
        }
        if (next != bucket) {
            write();
            bucket = next;
            number = 0;
        } else if (!chunk.hasRemaining()) {
            write();
        }
        chunk.putLong(account.high(id)).putLong(account.low(id));
        written++;
    }

    /** Writes what is left, and the cursor. Returns how many ids were written. */
    public long end() {
        write();
        out.accept(BucketExpiry.cursorKey(), IdBucket.key(firstKept, 0));
        return written;
    }

    private void write() {
        if (chunk.position() > 0) {
            out.accept(IdBucket.key(bucket, number),
                    Arrays.copyOf(chunk.array(), chunk.position()));
            number++;
            chunk.clear();
        }
    }
}
