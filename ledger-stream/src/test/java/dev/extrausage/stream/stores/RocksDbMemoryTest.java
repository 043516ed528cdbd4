package dev.extrausage.stream.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

class RocksDbMemoryTest {
    @ParameterizedTest
    @CsvSource({"100, 192, 24", "384, 192, 24", "1024, 512, 64", "12288, 6144, 64"})
    void the_memory_of_all_stores_goes_with_the_heap(
            long heapMib, long allMib, long bufferMib) {
        try (RocksDbMemory memory = RocksDbMemory.beside(mib(heapMib))) {
            assertThat(memory.bytes()).isEqualTo(mib(allMib));
            assertThat(memory.writeBufferBytes()).isEqualTo(mib(bufferMib));
        }
    }

    @Test
    void every_store_is_charged_to_it() {
        try (RocksDbMemory memory = RocksDbMemory.beside(mib(1024)); Options options = options()) {
            new RocksDbSettings().setConfig("any", options, Map.of(RocksDbSettings.MEMORY, memory));

            assertThat(options.writeBufferSize()).isEqualTo(memory.writeBufferBytes());
            BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
            assertThat(table.cacheIndexAndFilterBlocks()).isTrue();
            assertThat(options.optimizeFiltersForHits()).isFalse();
        }
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig())
                .setOptimizeFiltersForHits(true);
    }

    private static long mib(long count) {
        return count * 1024 * 1024;
    }
}
