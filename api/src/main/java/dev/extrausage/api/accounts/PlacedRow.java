package dev.extrausage.api.accounts;

import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.PlacedEntry;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.EntrySums;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** An entry of the journal as the read model's row of it, also of one that it has forgotten. */
public final class PlacedRow {
    private PlacedRow() {}

    /** The row. */
    public static EntryRow of(PlacedEntry placed) {
        WrittenEntry e = placed.entry();
        return new EntryRow(e.accountId(), e.sequence(), placed.place().partition(),
                placed.place().offset(), e.cause().event(),
                Instant.ofEpochMilli(e.cause().receivedAt()),
                e.clock() == null ? null : Instant.ofEpochMilli(e.clock()), e.outcome(),
                e.reason() == null ? null : e.reason().name(), e.costNanos(), sums(e),
                e.allowanceLeftNanos(), e.extraUsageNanos(), e.spentNanos(), e.topUpDue(),
                e.notices().stream().map(Enum::name).toList());
    }

    private static EntrySums sums(WrittenEntry e) {
        List<Posting> all = e.postings();
        boolean usage = e.usage() != null;
        return new EntrySums(
                sum(all, p -> usage && p.to() == Pool.USAGE
                        && (p.from() == Pool.ALLOWANCE || p.from() == Pool.LAPSED)),
                sum(all, p -> usage && p.to() == Pool.USAGE && p.from() == Pool.EXTRA_USAGE),
                sum(all, p -> p.from() == Pool.UNCOVERED),
                change(all, Pool.ALLOWANCE), change(all, Pool.EXTRA_USAGE),
                sum(all, p -> p.to() == Pool.LAPSED && p.from() != Pool.USAGE),
                sum(all, p -> p.to() == Pool.EXPIRED),
                sum(all, p -> !usage && p.to() != Pool.EXPIRED
                        && (p.from() == Pool.EXTRA_USAGE || p.to() == Pool.EXTRA_USAGE)));
    }

    private static long sum(List<Posting> all, Predicate<Posting> which) {
        return all.stream().filter(which).mapToLong(Posting::amountNanos).sum();
    }

    private static long change(List<Posting> all, Pool pool) {
        return all.stream().mapToLong(p -> BalanceBefore.change(pool, p)).sum();
    }
}
