package dev.extrausage.journal.reports.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Seed;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class PriceLinesTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @Test void lines_come_to_the_cost_by_one_rounding(@Seed long seed) {
        int requests = 0;
        for (int i = 0; i < 20; i++) {
            for (RedecidedEntry step : Journals.steps(Journals.nasty(seed + i, 120), CATALOG)) {
                boolean priced = step.entry().usage() != null && !step.entry().isRefused();
                assertThat(PriceLines.of(step).isPresent()).isEqualTo(priced);
                if (priced) {
                    requests++;
                    PriceLines price = PriceLines.of(step).orElseThrow();
                    assertThat(price.exactUsd().setScale(9, RoundingMode.HALF_EVEN))
                            .isEqualByComparingTo(
                                    BigDecimal.valueOf(step.entry().costNanos(), 9));
                    assertThat(price.lines()).allMatch(line -> line.count() > 0);
                }
            }
        }
        assertThat(requests).isPositive();
    }
}
