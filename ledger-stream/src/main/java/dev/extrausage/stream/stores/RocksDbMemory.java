package dev.extrausage.stream.stores;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of a process share: half as much as the heap may
 * have, and at least {@value #LEAST_BYTES} bytes. Writes not yet on disk take at most half of it.
 * Without sharing every store of every partition would take 100 MB of its own. It is closed after
 * the last store.
 */
public final class RocksDbMemory implements AutoCloseable {
    /** 192 MiB: blocks, indexes, filters, and the write buffers, which are charged to it. */
    static final long LEAST_BYTES = 192L * 1024 * 1024;

    private static final int SHARE_OF_HEAP = 2;
    private static final int SHARE_OF_WRITES = 2;
    /** So many buffers of the largest size fill the writes' share. */
    private static final int BUFFERS = 4;
    private static final long MOST_BUFFER_BYTES = 64L * 1024 * 1024;
    /** Indexes and filters are asked for at each look-up and stay when blocks come and go. */
    private static final double FOR_INDEXES_AND_FILTERS = 0.3;

    private final long bytes;
    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    private RocksDbMemory(long bytes) {
        RocksDB.loadLibrary();
        this.bytes = bytes;
        cache = new LRUCache(bytes, -1, false, FOR_INDEXES_AND_FILTERS);
        writeBuffers = new WriteBufferManager(bytes / SHARE_OF_WRITES, cache);
    }

    /** The memory that fits beside a heap of at most so many bytes. */
    public static RocksDbMemory beside(long heapBytes) {
        return new RocksDbMemory(Math.max(LEAST_BYTES, heapBytes / SHARE_OF_HEAP));
    }

    /** All of it, in bytes. */
    long bytes() {
        return bytes;
    }

    /**
     * The size of a store's write buffer, 24 to 64 MiB. A value that is overwritten in it goes to
     * the disk once, and fewer and larger files are compacted less often.
     */
    long writeBufferBytes() {
        return Math.min(MOST_BUFFER_BYTES, bytes / SHARE_OF_WRITES / BUFFERS);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    @Override public void close() {
        writeBuffers.close();
        cache.close();
    }
}
