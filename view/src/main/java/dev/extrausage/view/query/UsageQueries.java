package dev.extrausage.view.query;

import dev.extrausage.core.Catalog;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.rows.GivenBack;
import dev.extrausage.view.rows.TooOldForDetail;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageRow;
import dev.extrausage.view.rows.UsageTally;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Questions about what requests took. Whole hours come from the sums; an hour that a bound of the
 * question, or of a bucket, cuts comes from its entries. Safe for use by several threads.
 */
public final class UsageQueries {
    private final Partitions partitions;
    private final Supplier<Catalog> catalog;
    private final EntrySelect select = new EntrySelect();

    /** Questions to these partitions; the catalog tells where cycles begin. */
    public UsageQueries(Partitions partitions, Supplier<Catalog> catalog) {
        this.partitions = partitions;
        this.catalog = catalog;
    }

    /** Returns the usage of requests, by bucket and group. */
    public List<UsageRow> usage(UsageQuery query) {
        ViewPartition partition = partitions.of(query.accountId());
        return partition.ask(tables -> {
            Long account = AccountQueries.number(tables, query.accountId());
            return account == null ? List.of() : usage(partition, tables, account, query);
        });
    }

    /** Returns the usage of all requests together. */
    public UsageTally total(UsageQuery query) {
        UsageQuery whole = new UsageQuery(query.accountId(), query.from(), query.to(),
                UsageQuery.Bucket.NONE, query.zone(), Set.of(), query.member());
        return usage(whole).stream().map(UsageRow::tally)
                .reduce(UsageTally.NONE, UsageTally::plus);
    }

    private List<UsageRow> usage(
            ViewPartition partition, SqlTables tables, long account, UsageQuery query)
            throws SQLException {
        Buckets buckets = Buckets.of(query);
        if (query.bucket() == UsageQuery.Bucket.CYCLE) {
            buckets.cutAt(cycles(tables, account, query).between(buckets.from(), buckets.to()));
        }
        Slots slots = new Slots(tables, account, buckets.from(), buckets.to());
        Map<Long, Long> cut = slots.cutBy(buckets.bounds());
        Set<Long> filled = new HashSet<>();
        UsageGroups groups = new UsageGroups(query);
        Conditions where = new Conditions("account = ? and slot >= ? and slot < ?", account,
                slots.startOf(buckets.from()), buckets.to());
        where.add("member = ?", query.member() == null
                ? null : EntryQueries.name(tables, query.member()));
        new UsageSelect(partition, tables).read(account, where, groups.properties(),
                (slot, group, tally) -> {
                    if (cut.containsKey(slot)) {
                        filled.add(slot);
                    } else {
                        groups.add(buckets.startOf(slot), group, tally);
                    }
                });
        if (!filled.isEmpty()) {
            UsageDetail detail = new UsageDetail(
                    partition, tables, account, select, query, buckets, groups);
            addDetail(detail, new TimeSearch(tables, account), filled, cut, buckets);
        }
        return groups.rows();
    }

    private static void addDetail(UsageDetail detail, TimeSearch search, Set<Long> filled,
            Map<Long, Long> cut, Buckets buckets) throws SQLException {
        for (long slot : filled) {
            if (!search.hasAllFrom(slot)) {
                throw new TooOldForDetail(
                        Instant.ofEpochMilli(buckets.bounds().higher(slot)));
            }
            detail.add(search, slot, cut.get(slot));
        }
    }

    private CycleStarts cycles(SqlTables tables, long account, UsageQuery query)
            throws SQLException {
        CycleStarts starts = new CycleStarts(query.accountId(), catalog.get());
        try (ResultSet rows = tables.bind("select event, time, clock, rules from $plan"
                + " where account = ? order by sequence", account).executeQuery()) {
            while (rows.next()) {
                starts.add(select.event(rows.getBytes(1)), rows.getLong(2), rows.getLong(3),
                        rows.getInt(4));
            }
        }
        return starts;
    }

    /** The usage given back in a span of time. */
    public GivenBack givenBack(String accountId, long from, long to) {
        return partitions.of(accountId).ask(tables -> {
            Long account = AccountQueries.number(tables, accountId);
            return account == null ? new GivenBack(0, 0) : givenBack(tables, account, from, to);
        });
    }

    private static GivenBack givenBack(SqlTables tables, long account, long from, long to)
            throws SQLException {
        BigInteger allowance = BigInteger.ZERO;
        BigInteger extraUsage = BigInteger.ZERO;
        try (ResultSet rows = tables.bind("select allowance, extra from $given_back"
                + " where account = ? and at >= ? and at < ?", account, from, to).executeQuery()) {
            while (rows.next()) {
                allowance = allowance.add(BigInteger.valueOf(rows.getLong(1)));
                extraUsage = extraUsage.add(BigInteger.valueOf(rows.getLong(2)));
            }
        }
        return new GivenBack(held(allowance), held(extraUsage));
    }

    private static long held(BigInteger sum) {
        return sum.bitLength() < Long.SIZE ? sum.longValue()
                : sum.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
