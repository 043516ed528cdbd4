package dev.extrausage.journal.reports.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.UsageBreakdown.By;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatementLawsTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();
    private static final int SEEDS = 40;

    @Test
    void opening_and_movements_are_closing_between_any_two_instants() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<WrittenEntry> journal = Journals.nasty(seed, 100);
            List<Long> instants = instants(journal);
            Random random = new Random(seed);
            for (int i = 0; i < 25; i++) {
                long a = instants.get(random.nextInt(instants.size())) + random.nextInt(3) - 1;
                long b = instants.get(random.nextInt(instants.size())) + random.nextInt(3) - 1;
                Statement s = statement(journal,
                        new Period(Math.min(a, b), random.nextInt(5) == 0 ? null : Math.max(a, b)));
                assertAddsUp(seed, s);
            }
        }
    }

    @Test
    void consecutive_periods_hand_on_balances_and_miss_no_movement() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<WrittenEntry> journal = Journals.nasty(seed, 100);
            List<Long> cuts = instants(journal).stream().distinct().sorted()
                    .filter(i -> i % 3 == 0).toList();
            Statement whole = statement(journal, Period.ALWAYS);
            long movements = 0;
            long requests = 0;
            Sum cost = Sum.ZERO;
            Statement.Balance balance = new Statement.Balance(0, 0);
            for (int i = 0; i <= cuts.size(); i++) {
                Statement s = statement(journal, new Period(i == 0 ? null : cuts.get(i - 1),
                        i == cuts.size() ? null : cuts.get(i)));
                assertThat(s.opening()).as("seed %d", seed).isEqualTo(balance);
                balance = s.closing();
                movements += s.movements().size();
                requests += s.usage().total().requests();
                cost = cost.plus(s.usage().total().cost());
            }
            assertThat(movements).as("seed %d", seed).isEqualTo(whole.movements().size());
            assertThat(requests).as("seed %d", seed).isEqualTo(whole.usage().total().requests());
            assertThat(cost).as("seed %d", seed).isEqualTo(whole.usage().total().cost());
        }
    }

    @Test
    void every_breakdown_comes_to_the_pool_usage() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<WrittenEntry> journal = Journals.nasty(seed, 100);
            Statement s = statement(journal, Period.ALWAYS);
            Sum cost = journal.stream().map(e -> Sum.of(e.costNanos())).reduce(Sum.ZERO, Sum::plus);
            Sum pool = journal.stream().flatMap(e -> e.postings().stream())
                    .map(p -> Sum.of(BalanceBefore.change(Pool.USAGE, p)))
                    .reduce(Sum.ZERO, Sum::plus);
            assertThat(s.usage().total().cost()).as("seed %d", seed).isEqualTo(pool);
            assertThat(s.usage().givenBack().cost()).as("seed %d", seed)
                    .isEqualTo(cost.minus(pool));
            for (By by : By.values()) {
                assertThat(s.usage().by(by).values().stream().map(u -> u.cost())
                        .reduce(Sum.ZERO, Sum::plus)).as("seed %d by %s", seed, by).isEqualTo(cost);
            }
        }
    }

    @Test
    void the_cycles_of_all_months_cover_every_movement_once() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<WrittenEntry> journal = Journals.nasty(seed, 100);
            Cycles cycles = new Cycles();
            Journals.steps(journal, CATALOG).forEach(cycles::add);
            for (WrittenEntry entry : journal) {
                for (Posting p : entry.postings()) {
                    assertThat(holding(cycles, p.effectiveAt()))
                            .as("seed %d, entry %d", seed, entry.sequence()).hasSize(1);
                }
            }
        }
    }

    @Test
    void a_months_cycle_is_that_of_the_rules() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<WrittenEntry> journal = Journals.nasty(seed, 60);
            Cycles cycles = new Cycles();
            for (RedecidedEntry step : Journals.steps(journal, CATALOG)) {
                cycles.add(step);
                if (step.after().isOpen()) {
                    assertThat(cycles.current()).as("seed %d, entry %d", seed,
                            step.entry().sequence()).isEqualTo(new Period(
                                    step.after().subscription().cycle().start(),
                                    step.after().subscription().cycle().end()));
                }
            }
        }
    }

    private static List<Period> holding(Cycles cycles, long instant) {
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(instant).atOffset(ZoneOffset.UTC));
        List<Period> found = new ArrayList<>(cycles.startingIn(month));
        found.addAll(cycles.startingIn(month.minusMonths(1)));
        return found.stream().filter(p -> p.contains(instant)).toList();
    }

    private static void assertAddsUp(long seed, Statement s) {
        long allowance = s.opening().allowanceNanos();
        long extraUsage = s.opening().extraUsageNanos();
        long last = Long.MIN_VALUE;
        for (Movement m : s.movements()) {
            allowance += BalanceBefore.change(Pool.ALLOWANCE, m.posting());
            extraUsage += BalanceBefore.change(Pool.EXTRA_USAGE, m.posting());
            assertThat(m.posting().effectiveAt()).isGreaterThanOrEqualTo(last);
            assertThat(List.of(m.allowanceNanos(), m.extraUsageNanos()))
                    .as("seed %d, %s, entry %d", seed, s.period(), m.entry().sequence())
                    .isEqualTo(List.of(allowance, extraUsage)).allMatch(left -> left >= 0);
            last = m.posting().effectiveAt();
        }
        assertThat(s.closing()).as("seed %d, %s", seed, s.period())
                .isEqualTo(new Statement.Balance(allowance, extraUsage));
        assertThat(s.complaints()).as("seed %d, %s", seed, s.period()).isEmpty();
    }

    private static List<Long> instants(List<WrittenEntry> journal) {
        List<Long> instants = new ArrayList<>();
        for (WrittenEntry entry : journal) {
            instants.add(entry.cause().time());
            entry.postings().forEach(p -> instants.add(p.effectiveAt()));
        }
        return instants;
    }

    private static Statement statement(List<WrittenEntry> journal, Period period) {
        StatementBuilder builder = new StatementBuilder("acme", period, null);
        journal.forEach(builder::add);
        return builder.build(List.of(), List.of());
    }
}
