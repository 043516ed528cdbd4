package dev.extrausage.journal.reports.asof;

import dev.extrausage.core.Account;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Holdings;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import java.util.List;

/** An account at an instant, by some of its entries, which are told in their order. */
final class PastView {
    private final long at;
    private final BalanceBefore stated;
    private final Holdings holdings = new Holdings();
    private WrittenEntry latest;
    private Account account;
    private Cycle cycle;
    private long spent;
    private String doubt;

    /** {@code at}: what took effect up to then counts, in milliseconds since 1970. */
    PastView(long at) {
        this.at = at;
        stated = new BalanceBefore(at == Long.MAX_VALUE ? null : (Long) (at + 1));
    }

    void add(RedecidedEntry step) {
        WrittenEntry entry = step.entry();
        stated.add(entry);
        for (Posting p : entry.postings()) {
            if (p.effectiveAt() <= at) {
                holdings.apply(entry, p);
            }
        }
        if (entry.clock() == null || entry.clock() <= at) {
            latest = entry;
            account = step.after();
            cycle = account.wasOpened() ? account.subscription().cycle() : null;
            spent = entry.spentNanos();
            doubt = step.doubt();
        } else if (step.isTrusted() && step.before() == account && cycle != null) {
            rollIfDue(step);
        }
    }

    /** The first entry past the instant may tell of a cycle that had begun before it. */
    private void rollIfDue(RedecidedEntry step) {
        Cycle rolled = step.timePassed().account().subscription().cycle();
        if (!rolled.equals(cycle) && rolled.start() <= at) {
            cycle = rolled;
            spent = 0;
        }
    }

    /** The balance; the plan and cycle are null for an account never opened by then. */
    PastBalance balance() {
        boolean opened = account != null && account.wasOpened();
        return new PastBalance(latest == null ? 0 : latest.sequence(),
                opened ? account.subscription().plan() : null,
                opened && account.subscription().closed(), cycle,
                stated.allowanceNanos(), stated.extraUsageNanos(), spent,
                List.copyOf(holdings.lots()), doubt);
    }

    /** True if the balances that entries state are those that their postings add up to. */
    boolean addsUp() {
        return stated.allowanceNanos() == holdings.allowanceNanos()
                && stated.extraUsageNanos() == holdings.extraUsageNanos();
    }
}
