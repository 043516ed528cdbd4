package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** U3's order, chosen among primitives and read from the list, is one order. */
class ExtraUsageRoomLawsTest {
    @Test void the_first_of_the_smallest_rooms_binds() {
        Catalog catalog = Catalogs.severalVersions();
        for (long seed = 0; seed < 40; seed++) {
            for (Run.Step step : Run.of(Histories.nasty(seed, 80), catalog).steps()) {
                if (step.after().isOpen()) {
                    assertTheSame(seed, step.after(), catalog);
                }
            }
        }
    }

    private static void assertTheSame(long seed, Account a, Catalog catalog) {
        CatalogVersion version = catalog.at(a.clock());
        ExtraUsageRoom binding = ExtraUsageRoom.of(a, catalog, version);
        assertThat(ExtraUsageRoom.each(a, catalog, version).stream()
                .min(Comparator.comparingLong(ExtraUsageRoom::nanos)))
                .as("seed %d, entry %d", seed, a.sequence()).contains(binding);
    }
}
