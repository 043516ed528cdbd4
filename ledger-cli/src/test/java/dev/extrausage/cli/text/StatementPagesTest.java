package dev.extrausage.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.reports.statement.Cycles;
import dev.extrausage.journal.reports.statement.Period;
import dev.extrausage.journal.reports.statement.Statement;
import dev.extrausage.journal.reports.statement.StatementBuilder;
import dev.extrausage.journal.reports.statement.StatementCsv;
import dev.extrausage.journal.reports.statement.StatementJson;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The account of {@code acme.jsonl}; the pages were checked by hand. */
class StatementPagesTest {
    @Test
    void a_month_with_two_cycles_has_a_page_for_each() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Statement s : statements(YearMonth.of(2026, 1))) {
            lines.addAll(StatementText.of(s));
        }
        assertThat(lines).containsExactlyElementsOf(page("january.expected.txt"));
    }

    @Test
    void expiries_rolls_and_late_usage_stand_where_they_took_effect() throws IOException {
        assertThat(StatementText.of(statements(YearMonth.of(2026, 2)).get(0)))
                .containsExactlyElementsOf(page("february.expected.txt"));
    }

    @Test
    void a_month_of_sleep_has_a_page_without_movements() throws IOException {
        Statement march = statements(YearMonth.of(2026, 3)).get(0);

        assertThat(march.movements()).isEmpty();
        assertThat(march.opening()).isEqualTo(march.closing());
        assertThat(statements(YearMonth.of(2025, 12))).isEmpty();
    }

    @Test
    void a_spreadsheet_and_a_machine_get_the_same() throws IOException {
        List<Statement> february = statements(YearMonth.of(2026, 2));

        assertThat(StatementCsv.of(february))
                .containsExactlyElementsOf(page("february.expected.csv"));
        assertThat(StatementJson.of("acme", february))
                .isEqualTo(String.join("", page("february.expected.json")));
    }

    @Test
    void a_closing_balance_that_does_not_follow_is_told() throws IOException {
        List<WrittenEntry> journal = new ArrayList<>(Journals.acme());
        WrittenEntry e = journal.get(3);
        journal.set(3, new WrittenEntry(e.accountId(), e.sequence(), e.rulesVersion(),
                e.catalogVersion(), e.cause(), e.clock(), e.costNanos(), e.outcome(), e.reason(),
                e.postings(), e.allowanceLeftNanos() + 1, e.extraUsageNanos(), e.spentNanos(),
                e.topUpDue(), e.notices()));
        StatementBuilder builder = new StatementBuilder(
                "acme", new Period(null, e.clock() + 1), null);
        journal.forEach(builder::add);

        assertThat(StatementText.of(builder.build(List.of(), List.of()))).last().isEqualTo(
                "NOT IN ORDER: Opening balance and movements come to an allowance of $0.50 and"
                        + " extra usage of $0, which is not the closing balance. Run"
                        + " `ledger audit`.");
    }

    private static List<Statement> statements(YearMonth month) throws IOException {
        Cycles cycles = new Cycles();
        List<RedecidedEntry> steps = Journals.steps(Journals.acme(), Catalogs.example());
        steps.forEach(cycles::add);
        List<Statement> statements = new ArrayList<>();
        for (Period period : cycles.startingIn(month)) {
            StatementBuilder builder = new StatementBuilder(
                    "acme", period, cycles.openUntil(period, Catalogs.example()));
            steps.forEach(s -> builder.add(s.entry()));
            statements.add(builder.build(List.of(), List.of()));
        }
        return statements;
    }

    private static List<String> page(String name) throws IOException {
        return Journals.page(StatementPagesTest.class, name);
    }
}
