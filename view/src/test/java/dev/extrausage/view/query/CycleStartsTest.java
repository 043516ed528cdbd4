package dev.extrausage.view.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.view.ExpectedCycles;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Cycles are cut where the ledger cut them, whenever it decided. */
class CycleStartsTest {
    private static final int ROUNDS = 40;
    private static final long EVER = 4_000_000_000_000L;

    private final Catalog catalog = Catalogs.severalVersions();

    @Test void cycles_begin_where_the_ledger_began_them(@Seed long seed) {
        for (int round = 0; round < ROUNDS; round++) {
            Run run = new Run(catalog);
            Histories.ofManyAccounts(seed + round, 6, 250, catalog).stream().map(run::decide)
                    .filter(step -> !step.isDuplicate())
                    .collect(Collectors.groupingBy(s -> s.input().event().accountId()))
                    .forEach(this::compare);
        }
    }

    private void compare(String account, List<Run.Step> steps) {
        CycleStarts starts = new CycleStarts(account, catalog);
        for (Run.Step step : steps) {
            if (step.entry().outcome() == Outcome.APPLIED && changesPlan(step)) {
                starts.add((AccountEvent) step.input().event(), step.input().time(),
                        step.entry().clock(), Ledger.RULES_VERSION);
            }
        }
        assertThat(starts.between(0, EVER))
                .isEqualTo(new TreeSet<>(ExpectedCycles.starts(steps, EVER)));
    }

    private static boolean changesPlan(Run.Step step) {
        return step.input().event() instanceof AccountEvent e
                && (e.change() instanceof Change.PlanStarted
                        || e.change() instanceof Change.PlanChangeScheduled
                        || e.change() instanceof Change.AccountClosed);
    }
}
