package dev.extrausage.view.query;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.rows.AccountFilter;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.Slice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Questions about accounts. Safe for use by several threads. */
public final class AccountQueries {
    private final Partitions partitions;
    private final AvroCodec<Balance> codec;

    /** Questions whose answers are read with {@code codec}. */
    public AccountQueries(Partitions partitions, AvroCodec<Balance> codec) {
        this.partitions = partitions;
        this.codec = codec;
    }

    /** An account's number in its tables; null: it has no rows. */
    static Long number(SqlTables tables, String accountId) throws SQLException {
        return tables.number("select no from $account where id = ?", accountId);
    }

    /** The account's latest snapshot. */
    public Optional<AccountRow> account(String accountId) {
        byte[] snapshot = partitions.of(accountId).ask(tables -> {
            try (ResultSet rows = tables.bind("select snapshot from $account where id = ?",
                    accountId).executeQuery()) {
                return rows.next() ? rows.getBytes(1) : null;
            }
        });
        return Optional.ofNullable(snapshot).map(bytes -> new AccountRow(codec.decode(bytes)));
    }

    /** The number of the entry that the latest snapshot is as of; 0: there is none. */
    public long sequence(String accountId) {
        Long sequence = partitions.of(accountId).ask(tables ->
                tables.number("select sequence from $account where id = ?", accountId));
        return sequence == null ? 0 : sequence;
    }

    /** The low-balance threshold as of an entry, nano-USD; null: none. */
    public Long lowBalanceNanos(String accountId, long sequence) {
        return partitions.of(accountId).ask(tables -> {
            try (ResultSet rows = tables.bind("select threshold from $low_balance l"
                    + " join $account a on a.no = l.account where a.id = ? and l.sequence <= ?"
                    + " order by l.sequence desc limit 1", accountId, sequence).executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                long nanos = rows.getLong(1);
                return rows.wasNull() ? null : (Long) nanos;
            }
        });
    }

    /** Accounts in the order of their ids: the first of each partition, merged. */
    public Slice<AccountRow> accounts(AccountFilter filter, String after, int limit) {
        List<Found> found = new ArrayList<>();
        for (ViewPartition partition : partitions.all()) {
            found.addAll(partition.ask(tables -> ask(tables, filter, after, limit)));
        }
        found.sort(Comparator.comparing(Found::id));
        boolean more = found.size() > limit;
        List<AccountRow> page = found.stream().limit(limit)
                .map(one -> new AccountRow(codec.decode(one.snapshot))).toList();
        return new Slice<>(page, more ? page.get(limit - 1).accountId() : null);
    }

    /** An account and its snapshot, not decoded: most of a page's candidates are not on it. */
    private record Found(String id, byte[] snapshot) { }

    private static List<Found> ask(
            SqlTables tables, AccountFilter filter, String after, int limit) throws SQLException {
        Conditions where = new Conditions("plan is not null");
        where.add("id > ?", after);
        where.add("id >= ?", filter.prefix());
        where.add("id < ?", filter.prefix() == null ? null : filter.prefix() + '\u007F');
        where.add("plan = ?", filter.plan());
        where.add("extra_usage < ?", filter.belowNanos());
        List<Found> found = new ArrayList<>();
        try (ResultSet rows = where.bind(tables, "select id, snapshot from $account",
                "order by id limit " + (limit + 1)).executeQuery()) {
            while (rows.next()) {
                found.add(new Found(rows.getString(1), rows.getBytes(2)));
            }
        }
        return found;
    }
}
