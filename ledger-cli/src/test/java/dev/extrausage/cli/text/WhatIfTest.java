package dev.extrausage.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Price;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.Run;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.whatif.WhatIf;
import dev.extrausage.journal.reports.whatif.WhatIfJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @Test
    void the_same_catalog_makes_no_difference() {
        for (long seed = 0; seed < 60; seed++) {
            WhatIf w = whatIf(Journals.nasty(seed, 100), CATALOG);
            assertThat(w.changed()).as("seed %d", seed).isZero();
            for (Pool pool : Pool.values()) {
                assertThat(w.decided().pool(pool)).as("seed %d, %s", seed, pool)
                        .isEqualTo(w.written().pool(pool));
            }
            assertThat(WhatIfJson.of("acme", w)).as("seed %d", seed)
                    .contains("\"changed\":0,\"duplicates\":0,\"newly_refused\":0");
        }
    }

    @Test
    void a_what_if_equals_deciding_the_causes_by_its_catalog() {
        for (long seed = 0; seed < 30; seed++) {
            List<WrittenEntry> journal = Journals.nasty(seed, 100);
            List<Input> causes = journal.stream().map(WrittenEntry::cause).toList();
            WhatIf w = whatIf(journal, Catalogs.example());
            Run run = Run.of(causes, Catalogs.example());

            assertThat(w.decided().pool(Pool.EXTRA_USAGE)).as("seed %d", seed)
                    .isEqualTo(Sum.of(run.account("acme").extraUsageNanos()));
            assertThat(w.decided().pool(Pool.ALLOWANCE)).as("seed %d", seed)
                    .isEqualTo(Sum.of(run.account("acme").allowance().leftNanos()));
            assertThat(w.decided().outcomes(Outcome.REFUSED)).as("seed %d", seed).isEqualTo(
                    run.entries().stream().filter(e -> e.outcome() == Outcome.REFUSED).count());
            assertThat(w.duplicates()).as("seed %d", seed)
                    .isEqualTo(causes.size() - run.entries().size());
        }
    }

    @Test
    void the_pools_of_both_sides_come_to_zero() {
        for (long seed = 0; seed < 20; seed++) {
            WhatIf w = whatIf(Journals.of(Histories.nasty(seed, 80), CATALOG), Catalogs.example());
            for (WhatIf.Side side : List.of(w.written(), w.decided())) {
                Sum sum = Sum.ZERO;
                for (Pool pool : Pool.values()) {
                    sum = sum.plus(side.pool(pool));
                }
                assertThat(sum).as("seed %d", seed).isEqualTo(Sum.ZERO);
            }
        }
    }

    @Test
    void a_what_if_reads_as_on_the_golden_page() throws IOException {
        CatalogVersion v = Catalogs.example().versions().get(0);
        Map<String, Price> prices = new HashMap<>(v.prices().models());
        prices.put("claude-haiku-4-5", prices.get("claude-sonnet-4-5"));
        prices.put("claude-2", prices.get("claude-sonnet-4-5"));
        Catalog dearer = new Catalog(List.of(new CatalogVersion("dearer", v.effectiveFrom(),
                new PriceBook(prices), v.plans(), Set.of("claude.ai", "cursor"),
                v.starterCreditLifetimeMillis(),
                v.creditExpiringWarningMillis(), v.lateUsageGraceMillis(), v.topUp(),
                v.autoReload())));

        assertThat(WhatIfText.of("acme", "dearer.yaml", whatIf(Journals.acme(), dearer)))
                .containsExactlyElementsOf(
                        Journals.page(getClass(), "what-if.expected.txt"));
    }

    private static WhatIf whatIf(List<WrittenEntry> journal, Catalog other) {
        WhatIf w = new WhatIf("acme", other);
        journal.forEach(w::add);
        return w;
    }
}
