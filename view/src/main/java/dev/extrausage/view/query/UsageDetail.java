package dev.extrausage.view.query;

import dev.extrausage.core.FoldedName;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.StoredEntry;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.EntrySums;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageTally;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Adds up requests one by one, where a question cuts what there are sums of. */
final class UsageDetail {
    private final ViewPartition partition;
    private final SqlTables tables;
    private final long account;
    private final EntrySelect select;
    private final UsageQuery query;
    private final Buckets buckets;
    private final UsageGroups groups;

    UsageDetail(ViewPartition partition, SqlTables tables, long account, EntrySelect select,
            UsageQuery query, Buckets buckets, UsageGroups groups) {
        this.partition = partition;
        this.tables = tables;
        this.account = account;
        this.select = select;
        this.query = query;
        this.buckets = buckets;
        this.groups = groups;
    }

    /** Adds what took effect from {@code from} to before {@code to}, late usage too. */
    void add(TimeSearch search, long from, long to) throws SQLException {
        for (StoredEntry e : select.read(partition, tables, tables.bind(EntrySelect.SELECT
                + " where e.account = ? and e.sequence >= ? and e.sequence < ? and e.type = 0",
                account, search.firstFrom(from), search.firstFrom(to)))) {
            if (isWanted(e.row())) {
                addAtClock(e);
            }
        }
        for (StoredEntry e : select.read(partition, tables, tables.bind(EntrySelect.SELECT
                + " join $late l on l.account = e.account and l.sequence = e.sequence"
                + " where l.account = ? and l.at >= ? and l.at < ?", account, from, to))) {
            if (isWanted(e.row()) && buckets.contains(e.time())) {
                add(e, e.time(), counted(e.row().usage(), e.lateNanos(), 0, 0));
            }
        }
    }

    private boolean isWanted(EntryRow row) {
        return row.outcome() != Outcome.REFUSED
                && (query.member() == null || query.member().equals(row.member()));
    }

    private void addAtClock(StoredEntry e) {
        long at = e.row().at().toEpochMilli();
        if (!buckets.contains(at)) {
            return;
        }
        EntrySums sums = e.row().sums();
        long allowance = sums.fromAllowanceNanos() - e.lateNanos();
        add(e, at, e.lateNanos() > 0
                ? new UsageTally(0, 0, 0, 0, 0, 0, Map.of(), allowance,
                        sums.fromExtraUsageNanos(), sums.uncoveredNanos())
                : counted(e.row().usage(), allowance, sums.fromExtraUsageNanos(),
                        sums.uncoveredNanos()));
    }

    private void add(StoredEntry e, long at, UsageTally tally) {
        if (!tally.equals(UsageTally.NONE)) {
            groups.add(buckets.startOf(at), groups.groupOf(e.row().usage()), tally);
        }
    }

    private static UsageTally counted(
            UsageEvent u, long allowance, long extraUsage, long uncovered) {
        Map<String, Long> units = new TreeMap<>();
        u.units().forEach((unit, count) -> {
            if (count > 0) {
                units.merge(FoldedName.of(unit), count, UsageTally::sum);
            }
        });
        return new UsageTally(1, u.inputTokens(), u.outputTokens(), u.cacheWriteTokens(),
                u.cacheWrite1hTokens(), u.cacheReadTokens(), units, allowance, extraUsage,
                uncovered);
    }
}
