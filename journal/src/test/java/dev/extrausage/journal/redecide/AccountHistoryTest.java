package dev.extrausage.journal.redecide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Seed;
import dev.extrausage.journal.read.JournalLog;
import dev.extrausage.journal.read.KnownPlaces;
import dev.extrausage.journal.reports.explain.Explainer;
import dev.extrausage.journal.reports.explain.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountHistoryTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();
    private static final long ENOUGH = 10_000_000;

    @Test void entries_in_any_order_are_explained_as_by_reading_all(@Seed long seed) {
        JournalLog log = new JournalLog(
                Histories.ofManyAccounts(seed, 5, 60, CATALOG), CATALOG, seed);
        Random random = new Random(seed);
        KnownPlaces known = log.knownFrom(random.nextBoolean() ? 1 : random.nextInt(60));
        long memory = random.nextBoolean() ? ENOUGH : random.nextInt(20_000);
        AccountHistory histories = new AccountHistory(log.entries(known), () -> CATALOG, memory);
        for (int i = 0; i < 150; i++) {
            List<String> accounts = List.copyOf(log.accounts());
            String account = accounts.get(random.nextInt(accounts.size()));
            int index = random.nextInt(log.places(account).size());
            Explanation whole = Explainer.explain(
                    Journals.steps(log.entries(account), CATALOG).get(index));

            AccountHistory.Found found = histories.at(account, index + 1).orElseThrow();

            assertThat(Explainer.explain(found.step())).isEqualTo(whole);
            assertThat(found.placed().bytes()).isEqualTo(log.value(found.placed().place()));
        }
    }

    @Test void a_second_question_reads_only_what_lies_between(@Seed long seed) {
        JournalLog log = new JournalLog(
                Histories.nasty(seed, 1_200, "acme", CATALOG), CATALOG, seed);
        AccountHistory histories =
                new AccountHistory(log.entries(log.knownFrom(1)), () -> CATALOG, ENOUGH);
        long last = log.places("acme").size();
        histories.at("acme", last).orElseThrow();
        long before = log.handedOut();

        histories.at("acme", last).orElseThrow();
        assertThat(log.handedOut() - before).isLessThanOrEqualTo(40);

        histories.at("acme", last - 1).orElseThrow();
        assertThat(log.handedOut() - before).isLessThan(AccountHistory.STRIDE * 42L);
    }

    @Test void an_entry_that_is_not_there_is_empty(@Seed long seed) {
        JournalLog log = new JournalLog(Histories.nasty(seed, 30), CATALOG, seed);
        AccountHistory histories =
                new AccountHistory(log.entries(KnownPlaces.NONE), () -> CATALOG, ENOUGH);

        assertThat(histories.at("acme", log.places("acme").size() + 1)).isEmpty();
        assertThat(histories.at("nobody", 1)).isEmpty();
    }

    @Test void another_catalog_decides_all_anew() {
        JournalLog log = new JournalLog(Histories.nasty(3, 40), CATALOG, 3);
        AtomicReference<Catalog> catalog = new AtomicReference<>(Catalogs.example());
        AccountHistory histories =
                new AccountHistory(log.entries(log.knownFrom(1)), catalog::get, ENOUGH);
        long last = log.places("acme").size();
        assertThat(histories.at("acme", last).orElseThrow().step().isTrusted()).isFalse();

        catalog.set(CATALOG);

        assertThat(histories.at("acme", last).orElseThrow().step().isTrusted()).isTrue();
    }

    @Test void what_is_kept_stays_within_its_memory(@Seed long seed) {
        Random random = new Random(seed);
        KeptHistories kept = new KeptHistories(50_000);
        List<JournalLog> logs = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> logs.add(new JournalLog(
                Histories.nasty(Math.floorDiv(seed, 16) * 16 + i, 50, "a" + i, CATALOG),
                CATALOG, seed)));
        for (int i = 0; i < 300; i++) {
            String account = "a" + random.nextInt(3);
            JournalLog log = logs.get(account.charAt(1) - '0');
            int entries = 1 + random.nextInt(log.places(account).size());
            RedecidedHistory history = new RedecidedHistory(account, CATALOG);
            log.entries(account).subList(0, entries).forEach(history::next);
            kept.keep(CATALOG, account, log.places(account).get(entries - 1), history);
            assertThat(kept.size()).isBetween(1, 25);
            assertThat(kept.before(CATALOG, account, entries + 1).place().sequence())
                    .isEqualTo(entries);
        }
    }
}
