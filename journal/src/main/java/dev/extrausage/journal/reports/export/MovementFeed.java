package dev.extrausage.journal.reports.export;

import dev.extrausage.core.Account;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.redecide.Moved;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.journal.reports.statement.Movement;
import dev.extrausage.journal.reports.statement.Period;
import java.util.function.Consumer;

/**
 * Hands on an account's movements in the order of the journal, which is that of its entries and not
 * always that of their taking effect: so nothing waits to be sorted. The entries are told from the
 * first on, for the balances after each movement.
 */
public final class MovementFeed implements Consumer<RedecidedEntry> {
    private final Period period;
    private final Consumer<ExportedMovement> movements;
    private long allowance;
    private long extraUsage;

    /** {@code period}: movements that took effect in it are handed on. */
    public MovementFeed(Period period, Consumer<ExportedMovement> movements) {
        this.period = period;
        this.movements = movements;
    }

    /** The account's next entry. */
    @Override public void accept(RedecidedEntry step) {
        boolean paid = step.entry().usage() == null;
        for (Moved moved : step.moved()) {
            Posting p = moved.posting();
            boolean pays = p.to() == Pool.USAGE;
            allowance += BalanceBefore.change(Pool.ALLOWANCE, p);
            extraUsage += BalanceBefore.change(Pool.EXTRA_USAGE, p);
            if (period.contains(p.effectiveAt())) {
                movements.accept(new ExportedMovement(
                        new Movement(step.entry(), p, allowance, extraUsage),
                        moved.kind(), cycle(step, p), step.version().texts().product(),
                        pays && !paid));
            }
            paid |= pays;
        }
    }

    /** An entry that rolls an account still has what was lost in the cycle before. */
    private static Cycle cycle(RedecidedEntry step, Posting p) {
        Cycle after = cycle(step.after());
        Cycle before = cycle(step.before());
        return before != null && after != null && p.effectiveAt() < after.start()
                && !before.equals(after) ? before : after;
    }

    private static Cycle cycle(Account account) {
        return account.wasOpened() ? account.subscription().cycle() : null;
    }
}
