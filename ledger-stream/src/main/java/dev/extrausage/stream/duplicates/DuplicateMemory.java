package dev.extrausage.stream.duplicates;

import dev.extrausage.core.DecidedIds;
import dev.extrausage.core.EventId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The ids that one partition's accounts had decided within the window (M4), exactly: a write-behind
 * cache over a task's store.
 *
 * <p>An id carries its own time, so a duplicate falls into the same bucket of time ({@link
 * IdBucket}), and a look-up needs that bucket alone. Nearly all ids are of now: their bucket is in
 * memory, as a set of numbers, and neither an answer nor a new id touches the store. An event that
 * is late by minutes or weeks has its bucket read whole from the store. What was added since the
 * last commit is written by {@link #flush} before the next one, as one record for each bucket it
 * fell into. {@link BucketIndex} knows without reading where there is nothing to read, and {@link
 * BucketExpiry} deletes what has passed.
 *
 * <p>Memory is bounded by LRU eviction of the buckets that are as in the store; where that is not
 * enough the others are written early, which is as good, since it is the same transaction. Only the
 * two used last are always kept: where senders' clocks differ a little, ids fall into two buckets
 * by turns when one follows the other.
 *
 * <p>All of it is a copy of the store and of what the transaction has added. So it must be
 * forgotten whenever the store may have been rolled back: an id that is still "remembered" of an
 * aborted transaction would make its event, when it is read again, a duplicate of itself.
 */
public final class DuplicateMemory {
    /** The store's name; its changelog topic carries it. */
    public static final String STORE = "decided-ids";
    /** The most heap for a task's buckets, in bytes: about two million ids. */
    static final long MEMORY_BYTES = 64L * 1024 * 1024;
    /** Old chunks that a flush may delete, besides two for each bucket that it writes. */
    static final int STEP = 256;

    private static final int SHARE_OF_HEAP = 8;
    private static final float LOAD_FACTOR = 0.75f;

    private final KeyValueStore<byte[], byte[]> store;
    private final long mostBytes;
    private final BucketIndex index;
    private final BucketExpiry expiry;
    private final OneAccount oneAccount = new OneAccount();
    /** Those with ids that the store has not. */
    private final Map<Integer, IdBucket> changed = new HashMap<>();
    /** Those that are as in the store; the one used last is at the end. */
    private final Map<Integer, IdBucket> unchanged = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    /** The bucket used last, and the other one used last before it. */
    private IdBucket recent;
    private IdBucket previous;
    private long bytes;

    /** Over a task's store; not safe for use by several threads. */
    public DuplicateMemory(KeyValueStore<byte[], byte[]> store) {
        this(store, MEMORY_BYTES);
    }

    /** {@code mostBytes}: what it may take of the heap, apart from the two buckets used last. */
    public DuplicateMemory(KeyValueStore<byte[], byte[]> store, long mostBytes) {
        this.store = store;
        this.mostBytes = mostBytes;
        this.index = new BucketIndex(store);
        this.expiry = new BucketExpiry(store);
    }

    /**
     * The heap for one task's buckets, in bytes, if this process has all tasks: an eighth of the
     * heap in all.
     */
    public static long bytesOfEach(int tasks) {
        return Math.min(MEMORY_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / tasks);
    }

    /**
     * Returns the ids of one account. The view is valid until the next call: it is one object,
     * aimed anew, so that no event allocates another.
     */
    public DecidedIds of(AccountMark account) {
        oneAccount.account = account;
        return oneAccount;
    }

    private final class OneAccount implements DecidedIds {
        private AccountMark account;

        @Override public boolean contains(EventId id) {
            return DuplicateMemory.this.contains(account, id);
        }

        @Override public void remember(EventId id, long receivedAt) {
            DuplicateMemory.this.remember(account, id, receivedAt);
        }
    }

    /** Tells whether the account had an input of this id decided, and not refused (M4). */
    public boolean contains(AccountMark account, EventId id) {
        IdBucket bucket = find(IdBucket.numberOf(id.time()));
        return bucket != null && bucket.contains(account.high(id), account.low(id));
    }

    /**
     * Remembers a decided input, from now on, and for good once it is flushed and committed.
     *
     * @param receivedAt the input's, in milliseconds since 1970: an id 36 days older is left out
     */
    public void remember(AccountMark account, EventId id, long receivedAt) {
        // An older id can only be that of a late reset; no input in the window can repeat it.
        if (id.time() < receivedAt - BucketExpiry.KEPT_MILLIS) {
            return;
        }
        expiry.received(receivedAt);
        IdBucket bucket = findOrStart(IdBucket.numberOf(id.time()));
        boolean wasChanged = bucket.isChanged();
        long before = bucket.bytes();
        if (!bucket.add(account.high(id), account.low(id))) {
            return; // a late reset, decided anew
        }
        bytes += bucket.bytes() - before;
        if (!wasChanged) {
            unchanged.remove(bucket.number());
            changed.put(bucket.number(), bucket);
        }
        if (bucket.isChunkFull()) {
            write(bucket);
        }
        makeRoom();
    }

    /**
     * Writes what was remembered to the store, and deletes some expired buckets. It is called
     * before each commit, in the transaction that the inputs are in.
     */
    public void flush() {
        int written = changed.size();
        writeChanged();
        int from = expiry.bucket();
        expiry.step(STEP + 2 * written, this::drop);
        index.drop(from, expiry.bucket());
    }

    /** Forgets everything that is not in the store, and all it knows of the store. */
    public void forget() {
        changed.clear();
        unchanged.clear();
        recent = null;
        previous = null;
        bytes = 0;
        index.clear();
        expiry.clear();
    }

    /** The heap that the buckets in memory take, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The bucket, or null if it is neither in memory nor in the store. */
    private IdBucket find(int number) {
        if (recent != null && recent.number() == number) {
            return recent;
        }
        IdBucket bucket = changed.get(number);
        if (bucket == null) {
            bucket = unchanged.get(number);
        }
        if (bucket != null) {
            use(bucket);
        } else if (index.has(number)) {
            bucket = IdBucket.load(number, store);
            hold(bucket);
        }
        return bucket;
    }

    private IdBucket findOrStart(int number) {
        IdBucket bucket = find(number);
        if (bucket == null) {
            bucket = new IdBucket(number);
            hold(bucket);
        }
        return bucket;
    }

    private void hold(IdBucket bucket) {
        unchanged.put(bucket.number(), bucket);
        bytes += bucket.bytes();
        use(bucket);
        makeRoom();
    }

    private void use(IdBucket bucket) {
        previous = recent;
        recent = bucket;
    }

    private boolean isInUse(IdBucket bucket) {
        return bucket == recent || bucket == previous;
    }

    private void writeChanged() {
        for (IdBucket bucket : changed.values()) {
            write(bucket);
            unchanged.put(bucket.number(), bucket);
        }
        changed.clear();
    }

    private void write(IdBucket bucket) {
        long before = bucket.bytes();
        bucket.write(store);
        bytes += bucket.bytes() - before;
        index.add(bucket.number());
    }

    private void makeRoom() {
        if (bytes <= mostBytes) {
            return;
        }
        evictUnchanged();
        if (bytes > mostBytes && !changed.values().stream().allMatch(this::isInUse)) {
            writeChanged(); // and no expiry: it could take a bucket in use away
            evictUnchanged();
        }
    }

    private void evictUnchanged() {
        Iterator<IdBucket> longestUnused = unchanged.values().iterator();
        while (bytes > mostBytes && longestUnused.hasNext()) {
            IdBucket bucket = longestUnused.next();
            if (!isInUse(bucket)) {
                longestUnused.remove();
                bytes -= bucket.bytes();
            }
        }
    }

    private void drop(int number) {
        IdBucket bucket = unchanged.remove(number);
        if (bucket != null) {
            bytes -= bucket.bytes();
            recent = bucket == recent ? null : recent;
            previous = bucket == previous ? null : previous;
        }
    }
}
