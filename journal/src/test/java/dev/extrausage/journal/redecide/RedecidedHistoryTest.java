package dev.extrausage.journal.redecide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Grant;
import dev.extrausage.core.Input;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.explain.Explainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RedecidedHistoryTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @Test
    void an_untouched_journal_is_decided_again_as_written() {
        for (long seed = 0; seed < 60; seed++) {
            List<WrittenEntry> journal = Journals.nasty(seed, 120);
            RedecidedHistory history = new RedecidedHistory("acme", CATALOG);
            Account after = null;
            for (WrittenEntry entry : journal) {
                after = history.next(entry).after();
            }
            assertThat(history.doubt()).as("seed %d", seed).isNull();
            assertThat(history.arithmetic().complaint()).as("seed %d", seed).isEmpty();
            assertThat(left(history.holdings())).as("seed %d", seed).isEqualTo(left(after));
        }
    }

    @Test
    void an_altered_entry_puts_all_after_it_in_doubt() {
        List<WrittenEntry> journal = new ArrayList<>(Journals.nasty(3, 40));
        WrittenEntry forged = withSpent(journal.get(9), 77);
        journal.set(9, forged);

        List<RedecidedEntry> steps = Journals.steps(journal, CATALOG);

        assertThat(steps.subList(0, 9)).allMatch(RedecidedEntry::isTrusted);
        assertThat(steps.subList(9, steps.size())).noneMatch(RedecidedEntry::isTrusted);
        assertThat(steps.get(20).doubt()).isEqualTo("Entry 10 is not what deciding it again gives"
                + " (spent_nanos: written 77, decided again "
                + steps.get(9).decided().spentNanos() + ").");
    }

    @Test
    void a_catalog_without_the_deciding_version_is_named_wrong() {
        WrittenEntry first = Journals.nasty(0, 10).get(0);

        assertThat(Journals.steps(
                List.of(inCatalog(first, "2031-01")), CATALOG).get(0).doubt()).isEqualTo(
                "Entry 1 was decided by catalog version 2031-01, which the catalog at hand does not"
                        + " have: name the ledger's own with --catalog.");
    }

    @Test
    void an_undecidable_entry_is_in_doubt_and_reading_goes_on() {
        long at = UtcTime.parse("at", "2026-04-01T00:00:00Z");
        List<WrittenEntry> journal = new ArrayList<>(Journals.of(List.of(
                input(at, new Change.PlanStarted("max", 1, null)),
                input(at + 1, new Change.StarterCreditOffered(null)),
                input(at + 2, new Change.AccountClosed())), CATALOG));
        journal.set(1, inCatalog(journal.get(1), "2026-01"));

        List<RedecidedEntry> steps = Journals.steps(journal, CATALOG);

        assertThat(steps.get(2).doubt()).startsWith(
                "Entry 2 cannot be decided again: no catalog version has the plan max");
        steps.forEach(step -> assertThat(Explainer.explain(step).sentences()).isNotEmpty());
    }

    private static Input input(long at, Change change) {
        return new Input(
                new AccountEvent(EventId.derived(at, "any"), "acme", at, "test", change), at);
    }

    @Test
    void missing_entries_and_wrong_balances_are_found() {
        List<WrittenEntry> journal = new ArrayList<>(Journals.nasty(3, 40));
        journal.remove(5);
        RedecidedHistory history = new RedecidedHistory("acme", CATALOG);
        journal.forEach(history::next);

        assertThat(history.arithmetic().complaint().orElseThrow()).startsWith(
                "The journal does not add up: entry 7 comes where entry 6 should be");
    }

    private static Map<String, Long> left(Holdings holdings) {
        return holdings.lots().stream().collect(Collectors.toMap(
                Holdings.Lot::grantId, Holdings.Lot::leftNanos, Long::sum, TreeMap::new));
    }

    private static Map<String, Long> left(Account account) {
        return account.grants().stream().filter(Grant::isLive).collect(Collectors.toMap(
                Grant::grantId, Grant::leftNanos, Long::sum, TreeMap::new));
    }

    private static WrittenEntry withSpent(WrittenEntry e, long spent) {
        return new WrittenEntry(e.accountId(), e.sequence(), e.rulesVersion(), e.catalogVersion(),
                e.cause(), e.clock(), e.costNanos(), e.outcome(), e.reason(), e.postings(),
                e.allowanceLeftNanos(), e.extraUsageNanos(), spent, e.topUpDue(), e.notices());
    }

    private static WrittenEntry inCatalog(WrittenEntry e, String version) {
        return new WrittenEntry(e.accountId(), e.sequence(), e.rulesVersion(), version, e.cause(),
                e.clock(), e.costNanos(), e.outcome(), e.reason(), e.postings(),
                e.allowanceLeftNanos(), e.extraUsageNanos(), e.spentNanos(), e.topUpDue(),
                e.notices());
    }
}
