package dev.extrausage.journal.reports.asof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Bounds;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Grant;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AsOfLawsTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();
    private static final int SEEDS = 40;

    @Test
    void at_times_end_both_senses_are_the_latest_entry() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<RedecidedEntry> steps = Journals.steps(Journals.nasty(seed, 100), CATALOG);
            WrittenEntry latest = steps.get(steps.size() - 1).entry();
            AsOf.Answer a = ask(steps, Bounds.TIME_END, null);
            assertThat(a.differs()).as("seed %d", seed).isFalse();
            assertThat(a.later()).as("seed %d", seed).isEmpty();
            for (PastBalance b : List.of(a.known(), a.said())) {
                assertThat(List.of(b.sequence(), b.allowanceNanos(), b.extraUsageNanos(),
                        b.spentNanos())).as("seed %d", seed).isEqualTo(List.of(latest.sequence(),
                                latest.allowanceLeftNanos(), latest.extraUsageNanos(),
                                latest.spentNanos()));
            }
        }
    }

    @Test
    void grants_expire_when_the_ledger_lets_them() {
        int starters = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            List<RedecidedEntry> steps = Journals.steps(Journals.nasty(seed, 100), CATALOG);
            for (int count = 1; count <= steps.size(); count++) {
                List<RedecidedEntry> begin = steps.subList(0, count);
                Map<String, Long> expected = new HashMap<>();
                begin.get(count - 1).after().grants().stream().filter(Grant::isLive)
                        .forEach(g -> expected.put(g.grantId(), g.expiresAt()));
                Map<String, Long> told = new HashMap<>();
                ask(begin, Bounds.TIME_END, null).asked().lots()
                        .forEach(lot -> told.put(lot.grantId(), lot.expiresAt()));
                assertThat(told).as("seed %d, %d entries", seed, count).isEqualTo(expected);
                starters += told.containsKey(Grant.STARTER_ID) ? 1 : 0;
            }
        }
        assertThat(starters).isPositive();
    }

    @Test
    void a_past_balance_is_the_sum_of_postings_until_then() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<RedecidedEntry> steps = Journals.steps(Journals.nasty(seed, 100), CATALOG);
            for (long at : instants(steps, seed)) {
                PastBalance b = ask(steps, at, null).asked();
                assertThat(b.allowanceNanos()).as("seed %d at %d", seed, at)
                        .isEqualTo(sum(steps, Pool.ALLOWANCE, at));
                assertThat(b.extraUsageNanos()).as("seed %d at %d", seed, at)
                        .isEqualTo(sum(steps, Pool.EXTRA_USAGE, at));
                assertThat(b.lots()).as("seed %d at %d", seed, at)
                        .allMatch(lot -> lot.leftNanos() > 0);
            }
        }
    }

    @Test
    void a_balance_known_then_is_that_of_the_last_entry() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<RedecidedEntry> steps = Journals.steps(Journals.nasty(seed, 100), CATALOG);
            for (long at : instants(steps, seed)) {
                AsOf.Answer a = ask(steps, null, at);
                WrittenEntry last = null;
                for (RedecidedEntry step : steps) {
                    if (step.entry().cause().receivedAt() > at) {
                        break;
                    }
                    last = step.entry();
                }
                assertThat(List.of(a.said().allowanceNanos(), a.said().extraUsageNanos(),
                        a.said().spentNanos())).as("seed %d at %d", seed, at)
                        .isEqualTo(last == null ? List.of(0L, 0L, 0L)
                                : List.of(last.allowanceLeftNanos(), last.extraUsageNanos(),
                                        last.spentNanos()));
                assertThat(a.addsUp()).as("seed %d at %d", seed, at).isTrue();
            }
        }
    }

    @Test
    void later_entries_are_named_where_the_two_senses_differ() {
        int differing = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            List<RedecidedEntry> steps = Journals.steps(Journals.nasty(seed, 100), CATALOG);
            for (long at : instants(steps, seed)) {
                AsOf.Answer a = ask(steps, at, null);
                AsOf.Answer asKnown = ask(steps, at, Bounds.TIME_END);
                assertThat(a.differs() && a.later().isEmpty()).as("seed %d at %d", seed, at)
                        .isFalse();
                assertThat(asKnown.said()).as("seed %d at %d", seed, at).isEqualTo(a.known());
                differing += a.differs() ? 1 : 0;
            }
        }
        assertThat(differing).isPositive();
    }

    private static AsOf.Answer ask(List<RedecidedEntry> steps, Long asOf, Long knownAt) {
        AsOf question = new AsOf(asOf, knownAt);
        steps.forEach(question::add);
        return question.answer();
    }

    private static long sum(List<RedecidedEntry> steps, Pool pool, long until) {
        long sum = 0;
        for (RedecidedEntry step : steps) {
            for (Posting p : step.entry().postings()) {
                if (p.effectiveAt() <= until) {
                    sum += p.to() == pool ? p.amountNanos() : 0;
                    sum -= p.from() == pool ? p.amountNanos() : 0;
                }
            }
        }
        return sum;
    }

    private static List<Long> instants(List<RedecidedEntry> steps, long seed) {
        List<Long> all = new ArrayList<>();
        for (RedecidedEntry step : steps) {
            all.add(step.entry().cause().receivedAt());
            step.entry().postings().forEach(p -> all.add(p.effectiveAt()));
        }
        Random random = new Random(seed);
        List<Long> some = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            some.add(all.get(random.nextInt(all.size())) + random.nextInt(3) - 1);
        }
        return some;
    }
}
