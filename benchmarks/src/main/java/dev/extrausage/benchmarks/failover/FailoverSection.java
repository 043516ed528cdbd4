package dev.extrausage.benchmarks.failover;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Spread;
import dev.extrausage.benchmarks.report.Table;
import dev.extrausage.benchmarks.settings.BenchSettings;
import java.util.List;

/** Fail-over's part of the report. */
public final class FailoverSection {
    private FailoverSection() {}

    /** The part for what was found under these settings. */
    public static Section of(BenchSettings settings, List<FailoverResult> results) {
        return new Section("failover", new ObjectMapper().valueToTree(results),
                "Three brokers, two processes of the ledger with standbys, "
                        + Figure.whole(settings.accounts()) + " accounts, "
                        + settings.partitions() + " partitions, "
                        + FailoverRun.EVENTS_PER_SECOND + " events a second all the time, all on"
                        + " one machine; medians of " + settings.rounds() + ", and the worst. A gap"
                        + " is the longest time in which some partition had no committed entry.",
                List.of(new Table("Seconds without a decision", List.of("what ends", "aim",
                        "gap", "worst gap", "all decided again after", "ready again after",
                        "load average"), results.stream().map(FailoverSection::row).toList())));
    }

    private static List<String> row(FailoverResult r) {
        return List.of(r.what(), Figure.decimal(r.aimSeconds(), 0), median(r.gap()),
                Figure.decimal(r.gap().max(), 1), median(r.allAfter()),
                r.ready() == null ? "" : median(r.ready()),
                Figure.decimal(r.loadAverage(), 1));
    }

    private static String median(Spread spread) {
        return Figure.decimal(spread.median(), 1);
    }
}
