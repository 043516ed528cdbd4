package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code next_due_at} is exact (C4): nothing happens before it, something does at it. */
class NextDueLawsTest {
    @Test void just_before_it_nothing_happens() {
        Law.everyHistory((history, catalog) -> {
            boolean settled = false;
            for (Run.Step step : Run.of(history, catalog).steps()) {
                settled = isSettled(step, catalog, settled);
                Long due = NextDue.of(step.after(), catalog);
                if (settled && due != null && due < Bounds.TIME_END) {
                    Entry before = passed(step.after(), due - 1, catalog);
                    assertThat(before.outcome() == Outcome.NO_CHANGE || onlyTellsOfTheCap(before))
                            .as("%s", before).isTrue();
                }
            }
        });
    }

    @Test void at_it_something_does_unless_only_the_catalog_changes() {
        Law.everyStep((step, catalog) -> {
            Long due = NextDue.of(step.after(), catalog);
            if (due != null && due < Bounds.TIME_END
                    && !due.equals(catalog.nextEffectiveAfter(step.after().clock()))) {
                Entry at = passed(step.after(), due, catalog);
                assertThat(at.outcome()).as("%s", at).isEqualTo(Outcome.APPLIED);
            }
        });
    }

    @Test void next_due_lies_after_the_clock_of_open_accounts_alone() {
        Law.everyStep((step, catalog) -> {
            Long due = NextDue.of(step.after(), catalog);
            assertThat(due != null).isEqualTo(step.after().isOpen());
            assertThat(due == null || due > step.after().clock()).isTrue();
        });
    }

    @Test void an_account_told_of_time_when_due_never_lags() {
        Law.everyHistory((history, catalog) -> {
            Account account = Run.of(history, catalog).account("acme");
            Long due = NextDue.of(account, catalog);
            for (int i = 0; i < 40 && due != null && due < Bounds.TIME_END; i++) {
                account = decided(account, due, catalog).account();
                assertThat(account.clock()).isEqualTo(due);
                due = NextDue.of(account, catalog);
                assertThat(due).isGreaterThan(account.clock());
            }
        });
    }

    /**
     * Time may at once do what an entry left undone: where a late input was decided by an older
     * version than the clock's, or one screened out ended the top-up in flight (A3, A4).
     * Neither has an instant of its own.
     */
    private static boolean isSettled(Run.Step step, Catalog catalog, boolean before) {
        if (step.isDuplicate()) {
            return before;
        }
        if (step.isScreenedOut()) {
            return before && step.after().autoReload().equals(step.before().autoReload());
        }
        return catalog.at(step.input().time()) == catalog.at(step.after().clock());
    }

    /**
     * At the end of a back-off that the cap outlasts there is nothing to ask for, so C4 names no
     * instant; but the next input then gives the cap's notice (section 9).
     */
    private static boolean onlyTellsOfTheCap(Entry entry) {
        return entry.postings().isEmpty() && entry.topUpDue() == null
                && entry.notices().size() == 1
                && entry.notices().get(0).kind() == NoticeKind.AUTO_RELOAD_CAP_REACHED;
    }

    private static Entry passed(Account account, long time, Catalog catalog) {
        return decided(account, time, catalog).entry();
    }

    private static Decision decided(Account account, long time, Catalog catalog) {
        Event event = new AccountEvent(EventId.derived(time, "law"), account.accountId(), time,
                "law", new Change.TimePassed(time));
        return Ledger.decide(account, new Input(event, time), catalog);
    }
}
