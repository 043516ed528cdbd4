package dev.extrausage.stream.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Seed;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting writes are read as if done, and are done when the files must be whole. */
class WriteBehindStoreTest {
    private static final int KEYS = 40;

    private final FilesInMemory files = new FilesInMemory();

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 5_000, WriteBehindStore.MEMORY_BYTES})
    void a_write_behind_store_answers_as_a_map(long bytes, @Seed long seed) {
        Random random = new Random(seed);
        WriteBehindStore store = new WriteBehindStore(files, bytes);
        Map<Bytes, String> model = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            Bytes key = key(random.nextInt(KEYS));
            int what = random.nextInt(100);
            if (what < 60) {
                String value = "v".repeat(random.nextInt(60)) + step;
                store.put(key, value.getBytes(StandardCharsets.UTF_8));
                model.put(key, value);
            } else if (what < 65) {
                store.delete(key);
                model.remove(key);
            } else if (what < 97) {
                assertThat(text(store.get(key))).as("step %d", step)
                        .isEqualTo(model.get(key));
            } else if (what < 98) {
                assertThat(contents(store)).as("step %d", step).isEqualTo(model);
            } else {
                store.commit(Map.of());
                assertThat(contents(files)).as("step %d", step).isEqualTo(model);
                if (what == 99) { // closed in good order, and opened again
                    store.close();
                }
            }
        }
    }

    @Test void repeated_puts_of_a_key_are_one_write() {
        WriteBehindStore store = new WriteBehindStore(files, WriteBehindStore.MEMORY_BYTES);
        for (int i = 0; i < 1_000; i++) {
            store.put(key(i % 10), new byte[] {1});
        }
        assertThat(files.writes()).isZero();

        store.commit(Map.of());
        store.commit(Map.of());

        assertThat(files.writes()).isEqualTo(10);
        assertThat(files.commits()).isEqualTo(2);
    }

    @Test void the_least_recently_put_is_written_first_within_the_bound() {
        WriteBehindStore store = new WriteBehindStore(files, 2_000);
        for (int i = 0; i < 100; i++) {
            store.put(key(0), new byte[] {1});
            store.put(key(1 + i), new byte[] {1});
        }
        assertThat(files.get(key(0))).as("put again and again").isNull();
        assertThat(files.get(key(1))).as("put once, at first").isNotNull();
        assertThat(files.writes()).isBetween(85L, 95L);
    }

    @Test void a_store_that_is_opened_remembers_nothing_of_before() {
        WriteBehindStore store = new WriteBehindStore(files, WriteBehindStore.MEMORY_BYTES);
        store.put(key(1), new byte[] {1});
        store.init(null, store);
        assertThat(store.get(key(1))).isNull();
    }

    private static Map<Bytes, String> contents(
            ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        Map<Bytes, String> contents = new HashMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> next = all.next();
                contents.put(next.key, text(next.value));
            }
        }
        return contents;
    }

    private static String text(byte[] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static Bytes key(int number) {
        return Bytes.wrap(("key-" + number).getBytes(StandardCharsets.UTF_8));
    }
}
