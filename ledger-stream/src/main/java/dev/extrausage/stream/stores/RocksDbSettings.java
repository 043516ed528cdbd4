package dev.extrausage.stream.stores;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.Options;

/** The settings of every store's RocksDB. Kafka Streams makes it by its name, so it is public. */
public final class RocksDbSettings implements RocksDBConfigSetter {
    /** Under this name the settings hand over the {@link RocksDbMemory} to share. */
    public static final String MEMORY = "extra.usage.rocksdb.memory";

    /** For Kafka Streams. */
    public RocksDbSettings() {}

    @Override public void setConfig(String store, Options options, Map<String, Object> configs) {
        RocksDbMemory memory = (RocksDbMemory) configs.get(MEMORY);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        // Otherwise indexes and filters lie outside the shared memory, and grow with the store.
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(memory.writeBufferBytes());
        // Streams' universal compaction keeps more files to look into, and merges more at once.
        options.setCompactionStyle(CompactionStyle.LEVEL);
        // Streams leaves out the last level's filters, to save memory where look-ups mostly hit. An
        // event's id is almost never there: without those filters each event would read the disk.
        options.setOptimizeFiltersForHits(false);
    }

    @Override public void close(String store, Options options) {
        // What is set here is shared, and closed by its owner after the last store.
    }
}
