package dev.extrausage.view;

import dev.extrausage.core.Cycle;
import dev.extrausage.core.Run;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The starts of billing cycles, by the accounts that the ledger really had. */
public final class ExpectedCycles {
    private ExpectedCycles() { }

    /** All before {@code to}, of an account with these steps. */
    public static Set<Long> starts(List<Run.Step> of, long to) {
        Set<Long> starts = new HashSet<>();
        Long anchor = null;
        long since = 0;
        for (Run.Step step : of) {
            if (step.after().wasOpened()) {
                long now = step.after().subscription().cycle().anchor();
                if (!Objects.equals(anchor, now)) {
                    addCycles(starts, anchor, since, step.entry().clock());
                    anchor = now;
                    since = step.entry().clock();
                }
            }
        }
        addCycles(starts, anchor, since, to);
        return starts;
    }

    private static void addCycles(Set<Long> starts, Long anchor, long since, long to) {
        if (anchor == null) {
            return;
        }
        starts.add(since);
        for (Cycle cycle = Cycle.of(anchor, 0); cycle.start() < to;
                cycle = Cycle.of(anchor, cycle.index() + 1)) {
            if (cycle.start() > since) {
                starts.add(cycle.start());
            }
        }
    }
}
