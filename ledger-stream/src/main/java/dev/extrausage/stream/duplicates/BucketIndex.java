package dev.extrausage.stream.duplicates;

import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A bitmap of the buckets that the store has anything of, so that a new bucket (one every few
 * seconds, or with every event if ids come from all over a month) costs no read.
 *
 * <p>Bits are read 64 at a time, about four minutes of ids, when one of them is first asked for:
 * the first key, the first key of a later bucket, and so on, one step for each bucket there. They
 * stay until expiry passes them: 36 days are 12,000 words, less than a megabyte.
 */
final class BucketIndex {
    private static final int WORD_SHIFT = 6;

    private final KeyValueStore<byte[], byte[]> store;
    private final TreeMap<Integer, Long> words = new TreeMap<>();

    BucketIndex(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    /** Tells whether the store has a chunk of the bucket. */
    boolean has(int bucket) {
        return (wordOf(bucket) & bit(bucket)) != 0;
    }

    /** Notes that a chunk of the bucket was written. */
    void add(int bucket) {
        long word = wordOf(bucket);
        if ((word & bit(bucket)) == 0) {
            words.put(bucket >> WORD_SHIFT, word | bit(bucket));
        }
    }

    /** Drops the words between two buckets that have expired. */
    void drop(int from, int to) {
        words.subMap(from >> WORD_SHIFT, to >> WORD_SHIFT).clear();
    }

    void clear() {
        words.clear();
    }

    private long wordOf(int bucket) {
        return words.computeIfAbsent(bucket >> WORD_SHIFT, this::read);
    }

    private long read(int at) {
        int next = at << WORD_SHIFT;
        byte[] last = IdBucket.key(next + (1 << WORD_SHIFT) - 1, -1);
        long word = 0;
        while (next >> WORD_SHIFT == at) {
            try (KeyValueIterator<byte[], byte[]> chunks =
                    store.range(IdBucket.key(next, 0), last)) {
                if (!chunks.hasNext()) {
                    return word;
                }
                int found = IdBucket.numberIn(chunks.peekNextKey());
                word |= bit(found);
                next = found + 1;
            }
        }
        return word;
    }

    /** The first of the buckets that are looked up together with this one. */
    static int startOfWord(int bucket) {
        return bucket >> WORD_SHIFT << WORD_SHIFT;
    }

    private static long bit(int bucket) {
        return 1L << bucket; // by the last six bits
    }
}
