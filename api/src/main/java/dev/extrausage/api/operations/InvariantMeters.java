package dev.extrausage.api.operations;

import dev.extrausage.journal.proof.Invariant;
import dev.extrausage.journal.proof.InvariantCounts;
import dev.extrausage.journal.proof.JournalWatch;
import dev.extrausage.operations.Meters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of what must never be otherwise, for the operations port. */
public final class InvariantMeters {
    private InvariantMeters() {}

    /** Adds them to a process's. */
    public static void bind(Meters meters, InvariantCounts counts, JournalWatch watch) {
        meters.counters("extra_usage_invariant_violations", "Faults of the journal and its"
                + " snapshots; each must be 0", List.of("invariant"), () -> violations(counts));
        meters.counter("extra_usage_invariant_checked_entries", "Entries of the journal checked as"
                + " they came", counts::checkedEntries);
        meters.gauge("extra_usage_invariant_sampled_ratio", "The share of accounts that is checked"
                + " now; below 1 when more comes than may be checked", counts::share);
        meters.gauge("extra_usage_journal_watched", "1 while the journal is followed",
                () -> watch.isFollowing() ? 1 : 0);
    }

    private static Map<List<String>, Double> violations(InvariantCounts counts) {
        Map<List<String>, Double> all = new LinkedHashMap<>();
        for (Invariant invariant : Invariant.values()) {
            all.put(List.of(invariant.text()), (double) counts.violations(invariant));
        }
        return all;
    }
}
