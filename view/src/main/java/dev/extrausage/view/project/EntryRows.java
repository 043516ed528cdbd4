package dev.extrausage.view.project;

import dev.extrausage.core.Change;
import dev.extrausage.core.FoldedName;
import dev.extrausage.core.Outcome;
import dev.extrausage.view.database.EntryBody;
import dev.extrausage.view.database.FoldedEntry;
import dev.extrausage.view.database.RowBatch;
import dev.extrausage.view.database.SqlTables;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes the rows that an entry has to itself, those of one batch in the order of accounts. Belongs
 * to one thread.
 */
final class EntryRows {
    private static final String ENTRY = "insert into $entry (account, sequence, off, at, type,"
            + " outcome, app, model, session, member, amount, event, body)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final SqlTables tables;
    private final Deferred deferred;
    private final NameNumbers names;
    private final EntryBody body;
    private final List<Row> rows = new ArrayList<>();

    /** Made as the entry comes, so that names get their numbers in the journal's order. */
    private record Row(long account, FoldedEntry entry, int app, int model, long session,
            int member, byte[] body) implements Comparable<Row> {
        @Override public int compareTo(Row other) {
            return account != other.account ? Long.compare(account, other.account)
                    : Long.compare(entry.sequence(), other.entry.sequence());
        }
    }

    EntryRows(SqlTables tables, Deferred deferred, NameNumbers names, EntryBody body) {
        this.tables = tables;
        this.deferred = deferred;
        this.names = names;
        this.body = body;
    }

    /** Keeps an entry one by one; those past the retention are not. */
    void add(long account, FoldedEntry e, long session) throws SQLException {
        FoldedEntry.Request u = e.usage();
        rows.add(new Row(account, e, u == null ? 0 : names.of(FoldedName.of(u.app())),
                u == null ? 0 : names.of(FoldedName.of(u.model())), session,
                u == null ? 0 : names.of(u.member()), body.write(e, names::of)));
        if (e.counts() && e.lateNanos() > 0) {
            deferred.update("insert into $late (account, at, sequence) values (?, ?, ?)",
                    account, e.time(), e.sequence());
        }
        if (e.change() != null) {
            action(account, e, e.change());
        }
    }

    private void action(long account, FoldedEntry e, FoldedEntry.Written written)
            throws SQLException {
        Change change = written.core().change();
        if (!(change instanceof Change.CycleReset || change instanceof Change.TimePassed)) {
            deferred.update("insert into $action (received, account, sequence, actor, type,"
                    + " outcome, amount) values (?, ?, ?, ?, ?, ?, ?)", e.receivedAt(), account,
                    e.sequence(), written.core().actor(), e.type(), e.outcome().ordinal(),
                    e.amountNanos());
        }
    }

    /**
     * Keeps for ever what cuts cycles, the usage that was given back, and the low-balance
     * threshold, which no snapshot has.
     */
    void addForEver(long account, FoldedEntry e) throws SQLException {
        FoldedEntry.Written written = e.change();
        if (written.givenBackToAllowance() != 0 || written.givenBackToExtraUsage() != 0) {
            deferred.update("insert into $given_back (account, at, sequence, allowance, extra)"
                    + " values (?, ?, ?, ?, ?)", account, e.at(), e.sequence(),
                    written.givenBackToAllowance(), written.givenBackToExtraUsage());
        }
        Change change = written.core().change();
        if (e.outcome() == Outcome.APPLIED && (change instanceof Change.PlanStarted
                || change instanceof Change.PlanChangeScheduled
                || change instanceof Change.AccountClosed)) {
            deferred.update("insert into $plan (account, sequence, clock, time, rules,"
                    + " event) values (?, ?, ?, ?, ?, ?)", account, e.sequence(), e.at(),
                    e.time(), written.rules(), written.event());
        }
        if (e.outcome() == Outcome.APPLIED && change instanceof Change.LowBalanceNoticeSet set) {
            deferred.update("insert into $low_balance (account, sequence, threshold)"
                    + " values (?, ?, ?)", account, e.sequence(), set.thresholdNanos());
        }
    }

    /** Writes the rows of the entries. */
    void flush() throws SQLException {
        Collections.sort(rows);
        RowBatch insert = tables.batch(ENTRY);
        for (Row row : rows) {
            bind(insert.row(), row);
            insert.add();
        }
        insert.run();
        rows.clear();
    }

    private void bind(PreparedStatement insert, Row row) throws SQLException {
        FoldedEntry e = row.entry;
        insert.setLong(1, row.account);
        insert.setLong(2, e.sequence());
        insert.setLong(3, e.offset());
        insert.setLong(4, e.at());
        insert.setInt(5, e.type());
        insert.setInt(6, e.outcome().ordinal());
        optional(insert, 7, row.app);
        optional(insert, 8, row.model);
        optional(insert, 9, row.session);
        optional(insert, 10, row.member);
        insert.setLong(11, e.amountNanos());
        insert.setInt(12, FoldedEntry.mark(e.low()));
        insert.setBytes(13, row.body);
    }

    private static void optional(PreparedStatement insert, int column, long number)
            throws SQLException {
        if (number == 0) {
            insert.setNull(column, Types.BIGINT);
        } else {
            insert.setLong(column, number);
        }
    }

    void forget() {
        rows.clear();
    }
}
