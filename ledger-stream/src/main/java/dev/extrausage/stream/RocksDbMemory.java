package dev.extrausage.stream;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of a process share: {@value #BYTES} bytes in all, of
 * which writes not yet on disk take at most {@value #WRITE_BYTES}. Without sharing every store of
 * every partition would take 100 MB of its own. It is closed after the last store.
 */
final class RocksDbMemory implements AutoCloseable {
    /** 192 MiB: blocks, indexes, filters, and the write buffers, which are charged to it. */
    static final long BYTES = 192L * 1024 * 1024;
    /** 64 MiB: four partitions with two stores each have 8 MiB on average before they flush. */
    static final long WRITE_BYTES = 64L * 1024 * 1024;

    /** Indexes and filters are asked for at each look-up and stay when blocks come and go. */
    private static final double FOR_INDEXES_AND_FILTERS = 0.3;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    RocksDbMemory() {
        RocksDB.loadLibrary();
        cache = new LRUCache(BYTES, -1, false, FOR_INDEXES_AND_FILTERS);
        writeBuffers = new WriteBufferManager(WRITE_BYTES, cache);
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
