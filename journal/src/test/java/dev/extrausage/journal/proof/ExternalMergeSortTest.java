package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The places an audit remembers come back whole and in order, from memory and from disk. */
class ExternalMergeSortTest {
    @TempDir private Path folder;

    @Test void places_in_any_order_come_back_sorted(@Seed long seed) {
        Random random = new Random(seed);
        for (int most : new int[] {1, 2, 7, 50, 3_000}) {
            assertSorted(seed, most, drawn(random, 2_000, 1 + random.nextInt(2_000)));
        }
    }

    @Test void places_that_nearly_come_in_order_do_so_too(@Seed long seed) {
        Random random = new Random(seed);
        List<KeyedPlace> places = drawn(random, 2_000, 1_000);
        places.sort(null);
        for (int i = 0; i < 20; i++) {
            places.add(random.nextInt(places.size()),
                    places.remove(random.nextInt(places.size())));
        }
        assertSorted(seed, 300, places);
        assertSorted(seed, 3_000, places);
    }

    @Test void nothing_comes_back_as_nothing() {
        try (ExternalMergeSort sort = new ExternalMergeSort(folder, 10)) {
            assertThat(sort.isEmpty()).isTrue();
            assertThat(sort.sorted()).isExhausted();
        }
    }

    private void assertSorted(long seed, int mostInMemory, List<KeyedPlace> places) {
        List<KeyedPlace> expected = places.stream().sorted().toList();
        try (ExternalMergeSort sort = new ExternalMergeSort(folder, mostInMemory)) {
            places.forEach(sort::add);
            for (int reading = 0; reading < 2; reading++) {
                assertThat(sort.sorted()).toIterable()
                        .as("seed %d, %d in memory", seed, mostInMemory)
                        .containsExactlyElementsOf(expected);
            }
        }
        assertThat(folder).as("seed %d", seed).isEmptyDirectory();
    }

    /** Of so many keys; no two at one offset, since then their order would be any. */
    private static List<KeyedPlace> drawn(Random random, int count, int keys) {
        List<KeyedPlace> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Random key = new Random(random.nextInt(keys));
            places.add(new KeyedPlace(key.nextInt(3) - 1, key.nextLong(), key.nextInt(5), i,
                    random.nextLong(), random.nextInt(), random.nextLong()));
        }
        for (int i = count - 1; i > 0; i--) {
            places.add(i, places.remove(random.nextInt(i + 1)));
        }
        return places;
    }
}
