package dev.extrausage.api.accounts;

import dev.extrausage.core.Entry;
import dev.extrausage.core.Event;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.EntrySums;
import java.time.Instant;
import java.util.List;

/** Rows of the read model, made of the core's entries. */
public final class EntryRows {
    private EntryRows() {}

    /** The row of an entry. */
    public static EntryRow of(Entry e) {
        return new EntryRow(e.accountId(), e.sequence(), 0, e.sequence(), e.cause().event(),
                Instant.ofEpochMilli(e.cause().receivedAt()),
                e.clock() == null ? null : Instant.ofEpochMilli(e.clock()), e.outcome(),
                e.reason() == null ? null : e.reason().name(), e.costNanos(),
                sums(e.postings(), e.cause().event() instanceof UsageEvent),
                e.allowanceLeftNanos(), e.extraUsageNanos(), e.spentNanos(), e.topUpDue(),
                e.notices().stream().map(n -> n.kind().name()).toList());
    }

    /** A row with these facts alone. */
    static EntryRow of(Event cause, Outcome outcome, String reason, EntrySums sums) {
        long cost = sums.fromAllowanceNanos() + sums.fromExtraUsageNanos() + sums.uncoveredNanos();
        return new EntryRow("acme", 1, 0, 0, cause, Instant.EPOCH, Instant.EPOCH, outcome, reason,
                cause instanceof UsageEvent ? cost : 0, sums, 20_000_000_000L, 5_000_000_000L, 0,
                null, List.of());
    }

    private static EntrySums sums(List<Posting> postings, boolean usage) {
        long toUsage = between(postings, Pool.UNCOVERED, Pool.USAGE);
        long fromCredit = from(postings, Pool.EXTRA_USAGE);
        long expired = between(postings, Pool.EXTRA_USAGE, Pool.EXPIRED);
        return new EntrySums(
                usage ? between(postings, Pool.ALLOWANCE, Pool.USAGE)
                        + between(postings, Pool.LAPSED, Pool.USAGE) : 0,
                usage ? between(postings, Pool.EXTRA_USAGE, Pool.USAGE) : 0,
                toUsage + between(postings, Pool.UNCOVERED, Pool.CHARGEBACKS),
                to(postings, Pool.ALLOWANCE) - from(postings, Pool.ALLOWANCE),
                to(postings, Pool.EXTRA_USAGE) - fromCredit,
                to(postings, Pool.LAPSED) - between(postings, Pool.USAGE, Pool.LAPSED), expired,
                usage ? 0 : to(postings, Pool.EXTRA_USAGE) + fromCredit - expired);
    }

    private static long between(List<Posting> postings, Pool from, Pool to) {
        return postings.stream().filter(p -> p.from() == from && p.to() == to)
                .mapToLong(Posting::amountNanos).sum();
    }

    private static long from(List<Posting> postings, Pool pool) {
        return postings.stream().filter(p -> p.from() == pool).mapToLong(Posting::amountNanos)
                .sum();
    }

    private static long to(List<Posting> postings, Pool pool) {
        return postings.stream().filter(p -> p.to() == pool).mapToLong(Posting::amountNanos).sum();
    }
}
