package dev.extrausage.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Run;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.trial.TrialBalance;
import dev.extrausage.journal.reports.trial.TrialBalance.Report;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialBalanceTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @Test
    void a_trial_balance_sums_to_zero_and_owes_every_balance() {
        for (long seed = 0; seed < 5; seed++) {
            List<Input> inputs = Histories.ofManyAccounts(seed, 12, 80, CATALOG);
            Report r = report(Journals.of(inputs, CATALOG), null);

            assertThat(r.complaints()).as("seed %d", seed).isEmpty();
            assertThat(r.total()).as("seed %d", seed).isEqualTo(Sum.ZERO);
            assertThat(r.accounts()).as("seed %d", seed).isEqualTo(12);
            assertThat(r.liability()).as("seed %d", seed).isEqualTo(owed(Run.of(inputs, CATALOG)));
        }
    }

    @Test
    void a_trial_balance_sums_to_zero_at_any_time() {
        for (long seed = 0; seed < 5; seed++) {
            List<WrittenEntry> journal =
                    Journals.of(Histories.ofManyAccounts(seed, 10, 60, CATALOG), CATALOG);
            for (int i = 0; i < journal.size(); i += 37) {
                long at = journal.get(i).cause().time();
                Report whole = report(journal, at);
                TrialBalance some = new TrialBalance(at);
                TrialBalance others = new TrialBalance(at);
                journal.forEach(e ->
                        (e.accountId().hashCode() % 2 == 0 ? some : others).add(e));
                some.merge(others);
                assertThat(whole.complaints()).as("seed %d at %d", seed, at).isEmpty();
                assertThat(whole.total()).isEqualTo(Sum.ZERO);
                assertThat(some.report()).as("seed %d at %d", seed, at).isEqualTo(whole);
            }
        }
    }

    @Test
    void a_balance_unlike_its_postings_is_told() {
        WrittenEntry e = Journals.nasty(1, 1).get(0);
        TrialBalance trial = new TrialBalance(null);
        trial.add(new WrittenEntry("acme", 1, 1, e.catalogVersion(), e.cause(), e.clock(), 0,
                e.outcome(), e.reason(), e.postings(), e.allowanceLeftNanos() + 1, 0, 0, null,
                List.of()));

        assertThat(trial.report().complaints()).singleElement().asString()
                .startsWith("Account acme: The journal does not add up: entry 1 says ");
    }

    @Test
    void more_than_a_long_is_added_up_exactly() {
        Catalog catalog = Catalogs.example();
        TrialBalance trial = new TrialBalance(null);
        for (int i = 0; i < 3; i++) { // each has almost a long's worth
            Journals.of(Histories.nasty(7, 930, "rich-" + i, catalog), catalog)
                    .forEach(trial::add);
        }
        Report r = trial.report();

        assertThat(r.total()).isEqualTo(Sum.ZERO);
        assertThat(r.balances().get(Pool.PAYMENTS).negated()).isGreaterThan(Sum.of(Long.MAX_VALUE));
    }

    @Test
    void a_trial_balance_reads_as_on_the_golden_pages() throws IOException {
        Report r = report(Journals.acme(), null);

        assertThat(TrialBalanceText.page(r)).containsExactlyElementsOf(
                Journals.page(getClass(), "trial-balance.expected.txt"));
        assertThat(TrialBalanceText.csv(r)).containsExactlyElementsOf(
                Journals.page(getClass(), "trial-balance.expected.csv"));
    }

    private static Report report(List<WrittenEntry> journal, Long at) {
        TrialBalance trial = new TrialBalance(at);
        journal.forEach(trial::add);
        return trial.report();
    }

    private static Map<GrantKind, Sum> owed(Run run) {
        Map<GrantKind, Sum> owed = new EnumMap<>(GrantKind.class);
        for (GrantKind kind : GrantKind.values()) {
            owed.put(kind, Sum.ZERO);
        }
        for (int i = 0; i < 12; i++) {
            Account account = run.account("account-" + i);
            for (Grant g : account.grants()) {
                owed.merge(g.kind(), Sum.of(g.leftNanos()), Sum::plus);
            }
        }
        return owed;
    }
}
