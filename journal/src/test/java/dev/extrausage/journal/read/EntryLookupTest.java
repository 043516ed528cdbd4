package dev.extrausage.journal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryLookupTest {
    private static JournalLog log(long seed) {
        return new JournalLog(Histories.ofManyAccounts(
                seed, 8, 40, Catalogs.severalVersions()), Catalogs.severalVersions(), seed);
    }

    @Test void each_place_gives_its_own_record(@Seed long seed) {
        JournalLog log = log(seed);
        Random random = new Random(seed);
        try (EntryLookup lookup = log.lookup()) {
            for (String account : log.accounts()) {
                List<EntryPlace> some = log.places(account).stream()
                        .filter(any -> random.nextBoolean()).toList();
                List<byte[]> found = new ArrayList<>();
                lookup.read(some, record -> found.add(record.value()));
                assertThat(found).containsExactlyElementsOf(
                        some.stream().map(log::value).toList());
            }
        }
    }

    @Test void offsets_without_an_entry_are_a_clear_error(@Seed long seed) {
        JournalLog log = log(seed);
        EntryPlace last = log.accounts().stream().flatMap(a -> log.places(a).stream())
                .filter(p -> p.partition() == 0)
                .reduce((a, b) -> a.offset() > b.offset() ? a : b).orElseThrow();
        List<Long> gaps = new ArrayList<>(List.of(log.end(0), log.end(0) + 7));
        for (long offset = 0; offset < last.offset(); offset++) {
            EntryPlace place = new EntryPlace(1, 0, offset);
            if (log.accounts().stream().flatMap(a -> log.places(a).stream()).noneMatch(
                    p -> p.partition() == 0 && p.offset() == place.offset())) {
                gaps.add(offset);
            }
        }
        try (EntryLookup lookup = log.lookup()) {
            for (long gap : gaps) {
                assertThatThrownBy(() -> lookup.read(
                        List.of(new EntryPlace(1, 0, gap)), record -> { }))
                        .isInstanceOf(JournalUnreadable.class)
                        .hasMessage("no committed entry lies in balance-changes at partition 0"
                                + " offset " + gap);
            }
        }
    }

    @Test void an_entry_of_another_account_is_not_taken(@Seed long seed) {
        JournalLog log = log(seed);
        List<String> accounts = List.copyOf(log.accounts());
        EntryPlace place = log.places(accounts.get(0)).get(0);

        assertThatThrownBy(() -> log.entries(KnownPlaces.NONE).at(accounts.get(1), place))
                .isInstanceOf(JournalUnreadable.class)
                .hasMessageContaining("lies entry 1 of " + accounts.get(0));
    }

    @Test void entries_are_all_found_however_few_places_are_known(@Seed long seed) {
        JournalLog log = log(seed);
        Random random = new Random(seed);
        for (String account : log.accounts()) {
            long size = log.places(account).size();
            long knownFrom = random.nextInt(3) == 0 ? Long.MAX_VALUE
                    : 1 + random.nextInt((int) size + 1);
            EntryPlace last = random.nextBoolean() ? null
                    : log.places(account).get(random.nextInt((int) size));
            long after = last == null ? 0 : last.sequence();
            long until = after + 1 + random.nextInt((int) size + 2);

            List<Long> found = new ArrayList<>();
            log.entries(log.knownFrom(knownFrom)).read(account, last, until, placed -> {
                assertThat(placed.place()).isEqualTo(log.places(account)
                        .get((int) placed.entry().sequence() - 1));
                found.add(placed.entry().sequence());
            });

            List<Long> expected = new ArrayList<>();
            for (long s = after + 1; s <= Math.min(until, size); s++) {
                expected.add(s);
            }
            assertThat(found).as("%s from %d, known from %d", account, after, knownFrom)
                    .isEqualTo(expected);
        }
    }
}
