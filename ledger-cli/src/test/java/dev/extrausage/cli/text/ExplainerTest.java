package dev.extrausage.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.reports.explain.Explainer;
import dev.extrausage.journal.reports.explain.Explanation;
import dev.extrausage.journal.reports.explain.Phrases;
import dev.extrausage.journal.reports.explain.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    /** {@code acme.jsonl} by the example catalog of the SPEC; the page was checked by hand. */
    @Test
    void the_golden_page_explains_every_kind_of_entry() throws IOException {
        List<Explanation> explained = explain(Journals.acme(), Catalogs.example());

        assertThat(ExplanationText.of("acme", explained))
                .containsExactlyElementsOf(Journals.page(getClass(), "explained.expected.txt"));
    }

    /** {@code zoe.jsonl} by the same catalog, prorated; the page was checked by hand. */
    @Test
    void every_kind_of_rules_2_has_a_golden_page() throws IOException {
        List<Explanation> explained = explain(Journals.zoe(), Catalogs.prorated());

        assertThat(ExplanationText.of("zoe", explained)).containsExactlyElementsOf(
                Journals.page(getClass(), "explained-rules-2.expected.txt"));
    }

    @Test
    void golden_pages_have_every_change_and_most_reasons() throws IOException {
        Set<String> done = new TreeSet<>();
        Set<String> nothingNew = new TreeSet<>();
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        List<WrittenEntry> both = new ArrayList<>(Journals.acme());
        both.addAll(Journals.zoe());
        for (WrittenEntry e : both) {
            String type = e.cause().event() instanceof AccountEvent a ? a.change().type() : "Usage";
            if (e.outcome() == Outcome.NO_CHANGE) {
                nothingNew.add(type);
            } else if (e.outcome() == Outcome.APPLIED) {
                done.add(type);
            }
            if (e.reason() != null) {
                reasons.add(e.reason());
            }
        }
        assertThat(done).hasSize(20);
        assertThat(nothingNew).hasSize(18).doesNotContain("AccountClosed", "Usage");
        assertThat(EnumSet.complementOf(EnumSet.copyOf(reasons)))
                .containsExactly(Reason.OVERFLOW, Reason.AMOUNT_OVER_MAX_BALANCE);
    }

    @Test
    void every_amount_that_moved_is_named_whatever_happened() {
        for (long seed = 0; seed < 50; seed++) {
            assertAmountsAreNamed(seed, Journals.nasty(seed, 100), Catalogs.severalVersions());
        }
    }

    @Test
    void every_moved_amount_is_named_also_in_doubt() {
        for (long seed = 0; seed < 50; seed++) {
            assertAmountsAreNamed(seed, Journals.nasty(seed, 100), Catalogs.example());
        }
    }

    @Test
    void an_explanation_in_doubt_keeps_to_the_written_entry() throws IOException {
        List<WrittenEntry> journal = new ArrayList<>(Journals.acme());
        WrittenEntry e = journal.get(3);
        journal.set(3, new WrittenEntry(e.accountId(), e.sequence(), 3, e.catalogVersion(),
                e.cause(), e.clock(), e.costNanos(), e.outcome(), e.reason(), e.postings(),
                e.allowanceLeftNanos(), e.extraUsageNanos(), e.spentNanos(), e.topUpDue(),
                e.notices()));

        Explanation explained = explain(journal, Catalogs.example()).get(3);

        assertThat(explained.decidedAgain()).isFalse();
        assertThat(explained.sentences()).containsExactly(
                "A request from claude.ai to claude-haiku-4-5 (session s-1, member bob) used"
                        + " 1,500,000 input tokens.",
                "Careful: Entry 4 was decided by version 3 of the rules, and this program knows"
                        + " those up to version 2. This tells what is written; what is not"
                        + " written is left out.",
                "Price list 2026-01: 1,500,000 input tokens at $1 per million are $1.50.",
                "claude.ai is a first-party app, so the plan allowance pays first: it had $2, paid"
                        + " $1.50 and has $0.50 left.",
                "That paid for all of it, so extra usage was not asked.",
                "After it, $0.50 of the plan allowance and $0 of extra usage were left.",
                "Notices were given: ALLOWANCE_75.");
    }

    @Test
    void a_cost_below_a_nano_dollar_shows_its_one_rounding() {
        long at = UtcTime.parse("at", "2026-03-01T00:00:00Z");
        UsageEvent dust = new UsageEvent(EventId.derived(at, "dust"), "acme", null, at, "cursor",
                null, Catalogs.FINEST_MODEL, 1, 0, 1, 0, 3);
        AccountEvent pro = new AccountEvent(EventId.derived(at, "pro"), "acme", at, "api",
                new Change.PlanStarted("pro", 1, null));
        List<WrittenEntry> journal = Journals.of(
                List.of(new Input(pro, at), new Input(dust, at)), Catalogs.severalVersions());

        assertThat(explain(journal, Catalogs.severalVersions()).get(1).sentences()).contains(
                "Price list 2026-02: 1 input token at $0.000001 per million is $0.000000000001;"
                        + " 1 token written to the 5-minute cache at $0.0015 per million is"
                        + " $0.0000000015; 3 tokens read from a cache at $0.000333 per million are"
                        + " $0.000000000999; together $0.0000000025, rounded once (half to even) to"
                        + " $0.000000002.");
    }

    @Test
    void a_selection_keeps_what_was_asked_for() throws IOException {
        List<RedecidedEntry> steps = Journals.steps(Journals.acme(), Catalogs.example());
        assertThat(chosen(Selection.entry(5), steps)).containsExactly(5L);
        assertThat(chosen(Selection.last(2), steps)).containsExactly(
                (long) steps.size() - 1, (long) steps.size());
        long from = steps.get(3).entry().cause().time();
        assertThat(chosen(Selection.between(from, from + 1), steps)).containsExactly(4L);
        assertThat(chosen(Selection.between(null, null), steps)).hasSize(steps.size());
    }

    private static List<Long> chosen(Selection selection, List<RedecidedEntry> steps) {
        steps.forEach(selection::add);
        return selection.explain().stream().map(e -> e.entry().sequence()).toList();
    }

    private static void assertAmountsAreNamed(
            long seed, List<WrittenEntry> journal, Catalog catalog) {
        for (Explanation explanation : explain(journal, catalog)) {
            String text = String.join("\n", explanation.sentences());
            for (Posting p : explanation.entry().postings()) {
                assertThat(text).as("seed %d, entry %d, %s", seed,
                        explanation.entry().sequence(), p).contains(Phrases.usd(p.amountNanos()));
            }
        }
    }

    private static List<Explanation> explain(List<WrittenEntry> journal, Catalog catalog) {
        return Journals.steps(journal, catalog).stream().map(Explainer::explain).toList();
    }
}
