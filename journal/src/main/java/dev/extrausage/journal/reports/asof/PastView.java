package dev.extrausage.journal.reports.asof;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
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
    private Long starterExpiresAt;

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
        learnStarterExpiry(step);
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

    /** No entry states when the starter credit expires: the account does, decided again (P4). */
    private void learnStarterExpiry(RedecidedEntry step) {
        boolean claimed = step.isTrusted() && step.entry().cause().event() instanceof AccountEvent a
                && a.change() instanceof Change.StarterCreditClaimed;
        if (claimed) {
            step.after().grants().stream().filter(g -> g.grantId().equals(Grant.STARTER_ID))
                    .findFirst().ifPresent(g -> starterExpiresAt = g.expiresAt());
        }
    }

    private Holdings.Lot withExpiry(Holdings.Lot lot) {
        return lot.kind() != GrantKind.STARTER ? lot
                : new Holdings.Lot(lot.grantId(), lot.kind(), lot.leftNanos(), starterExpiresAt);
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
                holdings.lots().stream().map(this::withExpiry).toList(), doubt);
    }

    /** True if the balances that entries state are those that their postings add up to. */
    boolean addsUp() {
        return stated.allowanceNanos() == holdings.allowanceNanos()
                && stated.extraUsageNanos() == holdings.extraUsageNanos();
    }
}
