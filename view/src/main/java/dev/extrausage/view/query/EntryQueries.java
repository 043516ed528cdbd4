package dev.extrausage.view.query;

import dev.extrausage.core.FoldedName;
import dev.extrausage.core.Outcome;
import dev.extrausage.view.database.EntryTypes;
import dev.extrausage.view.database.FoldedEntry;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.StoredEntry;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.Slice;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Questions about the entries of one account. Safe for use by several threads. */
public final class EntryQueries {
    /** For what no row has, nor a conversation of several members. */
    private static final long NONE = Long.MIN_VALUE;

    private final Partitions partitions;
    private final EntrySelect select = new EntrySelect();

    /** Questions to these partitions. */
    public EntryQueries(Partitions partitions) {
        this.partitions = partitions;
    }

    private interface AccountQuestion {
        List<EntryRow> ask(ViewPartition partition, SqlTables tables, long account)
                throws SQLException;
    }

    /** Asks about an account that has rows; nothing is found of another. */
    private List<EntryRow> ask(String accountId, AccountQuestion question) {
        ViewPartition partition = partitions.of(accountId);
        return partition.ask(tables -> {
            Long account = AccountQueries.number(tables, accountId);
            return account == null ? List.of() : question.ask(partition, tables, account);
        });
    }

    private List<EntryRow> rows(ViewPartition partition, SqlTables tables, PreparedStatement query)
            throws SQLException {
        List<EntryRow> rows = new ArrayList<>();
        for (StoredEntry entry : select.read(partition, tables, query)) {
            rows.add(entry.row());
        }
        return rows;
    }

    /** The entry of this number. */
    public Optional<EntryRow> entry(String accountId, long sequence) {
        return ask(accountId, (partition, tables, account) -> rows(partition, tables, tables.bind(
                EntrySelect.SELECT + " where e.account = ? and e.sequence = ?", account,
                sequence))).stream().findAny();
    }

    /** The entry that answers an input: the first that is not refused, or else the latest. */
    public Optional<EntryRow> answering(String accountId, UUID eventId) {
        List<EntryRow> found = ask(accountId, (partition, tables, account) -> rows(partition,
                tables, tables.bind(EntrySelect.SELECT + " where e.account = ? and e.event = ?"
                        + " order by e.sequence desc", account,
                        FoldedEntry.mark(eventId.getLeastSignificantBits()))));
        List<EntryRow> same = found.stream().filter(e -> e.eventId().equals(eventId)).toList();
        // The first that counted: past the window, an old id is decided anew and changes nothing.
        return same.stream().filter(e -> e.outcome() != Outcome.REFUSED)
                .reduce((newer, older) -> older).or(() -> same.stream().findFirst());
    }

    /** The entries after a number, oldest first. */
    public List<EntryRow> after(String accountId, long sequence, int limit) {
        return ask(accountId, (partition, tables, account) -> rows(partition, tables, tables.bind(
                EntrySelect.SELECT + " where e.account = ? and e.sequence > ?"
                        + " order by e.sequence limit " + limit, account, sequence)));
    }

    /**
     * The first entry from which on all are kept. From the account's opening on, times never go
     * back, so the sweep leaves no gap there; of those before, it may take any.
     */
    public Optional<EntryRow> keptFrom(String accountId) {
        return ask(accountId, (partition, tables, account) -> {
            long opened = new TimeSearch(tables, account).opened();
            Long since = tables.number("select min(sequence) from $entry where account = ?"
                    + " and sequence >= ?", account, opened);
            Long before = since == null || since > opened ? null : tables.number(
                    "select count(*) from $entry where account = ? and sequence < ?", account,
                    opened);
            Long first = before != null && before == opened - 1 ? (Long) 1L : since;
            return first == null ? List.of() : rows(partition, tables, tables.bind(
                    EntrySelect.SELECT + " where e.account = ? and e.sequence = ?", account,
                    first));
        }).stream().findAny();
    }

    /** Entries, newest first. */
    public Slice<EntryRow> entries(
            String accountId, EntryFilter filter, Long beforeSequence, int limit) {
        List<EntryRow> found = ask(accountId, (partition, tables, account) -> {
            Conditions where = new Conditions("e.account = ?", account);
            where.add("e.sequence < ?", beforeSequence);
            if (filter.from() != null || filter.to() != null) {
                addTimes(where, filter, new TimeSearch(tables, account));
            }
            addProperties(where, filter, tables, account);
            return rows(partition, tables, where.bind(tables, EntrySelect.SELECT,
                    "order by e.sequence desc limit " + (limit + 1)));
        });
        boolean more = found.size() > limit;
        List<EntryRow> page = found.subList(0, Math.min(limit, found.size()));
        return new Slice<>(page, more ? Long.toString(page.get(limit - 1).sequence()) : null);
    }

    private static void addTimes(Conditions where, EntryFilter filter, TimeSearch search)
            throws SQLException {
        if (filter.from() != null) {
            long from = filter.from().toEpochMilli();
            where.add("e.at >= ?", from);
            where.addAll("(e.sequence >= ? or e.sequence < ?)",
                    search.firstFrom(from), search.opened());
        }
        if (filter.to() != null) {
            long to = filter.to().toEpochMilli();
            where.add("e.at < ?", to);
            where.addAll("(e.sequence < ? or e.sequence < ?)",
                    search.firstFrom(to), search.opened());
        }
    }

    private static void addProperties(
            Conditions where, EntryFilter filter, SqlTables tables, long account)
            throws SQLException {
        where.add("e.type = ?",
                filter.type() == null ? null : (Integer) EntryTypes.number(filter.type()));
        where.add("e.outcome = ?", filter.outcome() == null ? null : filter.outcome().ordinal());
        where.add("e.app = ?",
                filter.app() == null ? null : name(tables, FoldedName.of(filter.app())));
        where.add("e.model = ?",
                filter.model() == null ? null : name(tables, FoldedName.of(filter.model())));
        where.add("e.member = ?", filter.member() == null ? null : name(tables, filter.member()));
        where.add("e.session = ?",
                filter.session() == null ? null : session(tables, account, filter.session()));
        where.add("e.amount >= ?", filter.minNanos());
    }

    /** The number that stands for a name, or one that stands for none. */
    static long name(SqlTables tables, String name) throws SQLException {
        Long number = tables.number("select no from $name where id = ?", name);
        return number == null ? NONE : number;
    }

    /** The number that stands for a conversation, or one that stands for none. */
    static long session(SqlTables tables, long account, String sessionId) throws SQLException {
        Long number = tables.number("select no from $session where account = ? and id = ?",
                account, sessionId);
        return number == null ? NONE : number;
    }
}
