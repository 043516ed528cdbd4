package dev.extrausage.view.project;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.view.database.EntryBody;
import dev.extrausage.view.database.FoldedEntry;
import dev.extrausage.view.database.RowBatch;
import dev.extrausage.view.database.Schema;
import dev.extrausage.view.database.SqlTables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one connection through which this process changes a partition. A batch and the next offsets
 * are one transaction, which begins by moving the offsets from where they are known to be: where
 * another writer has moved them, nothing is changed. After any exception it is to be closed, which
 * takes back what was not committed. Belongs to one thread.
 */
final class PartitionWriter implements AutoCloseable {
    private static final String MOVE = "update $position set entries = ?, balances = ?,"
            + " requests = ? where cluster = ? and entries = ? and balances = ? and requests = ?";
    private static final String SNAPSHOT = "update $account set snapshot = ?, plan = ?,"
            + " extra_usage = ?, sequence = ? where no = ? and sequence <= ?";
    private static final SnapshotReader.Head NO_SNAPSHOT = new SnapshotReader.Head(0, null, 0);
    private static final int SWEPT_ACCOUNTS = 500;

    private final SqlTables tables;
    private final SnapshotReader snapshots;
    private final Deferred deferred;
    private final AccountNumbers accounts;
    private final NameNumbers names;
    private final SessionNumbers sessions;
    private final RollUps rollUps;
    private final EntryRows rows;
    private final TopUpRows topUps;
    private final Map<String, AccountNumbers.Numbered> met = new HashMap<>();
    private long sweptAccount;

    PartitionWriter(SqlTables tables, AvroCodec<Balance> balances, EntryBody body) {
        this.tables = tables;
        snapshots = new SnapshotReader(balances);
        deferred = new Deferred(tables);
        accounts = new AccountNumbers(tables, deferred);
        names = new NameNumbers(tables);
        sessions = new SessionNumbers(tables);
        rollUps = new RollUps(tables, accounts, names, sessions);
        rows = new EntryRows(tables, deferred, names, body);
        topUps = new TopUpRows(tables);
    }

    /** The next offsets in the database; null: it is new. */
    Position position() throws SQLException {
        try (ResultSet found = tables.bind("select cluster, entries, balances, requests"
                + " from $position").executeQuery()) {
            return !found.next() ? null : new Position(found.getString(1), found.getLong(2),
                    found.getLong(3), found.getLong(4));
        } finally {
            tables.connection().rollback();
        }
    }

    /** Empties the tables and begins anew. */
    Position reset(String cluster, int partitions) throws SQLException {
        try {
            tables.update("insert into $position (id, cluster, entries, balances, requests,"
                    + " known_at, partitions) values (0, '', 0, 0, 0, 0, 0)"
                    + " on conflict (id) do update set known_at = 0");
            for (String table : Schema.FOLDED) {
                tables.update("delete from " + table);
            }
            tables.update("update $position set cluster = ?, entries = 0, balances = 0,"
                    + " requests = 0, known_at = 0, partitions = ?", cluster, partitions);
            tables.connection().commit();
            return Position.start(cluster);
        } finally {
            forget();
        }
    }

    /**
     * Writes a batch and moves the offsets.
     *
     * @param keptFrom older entries are not kept one by one
     * @return false: another writer has moved them, and nothing was changed
     */
    boolean write(Batch batch, Position from, Position to, long keptFrom) throws SQLException {
        boolean isWritten = false;
        try {
            if (tables.update(MOVE, to.entries(), to.balances(), to.requests(), from.cluster(),
                    from.entries(), from.balances(), from.requests()) == 1) {
                fold(batch, keptFrom);
                tables.connection().commit();
                isWritten = true;
            } else {
                tables.connection().rollback();
            }
            return isWritten;
        } finally {
            met.clear();
            if (!isWritten) {
                forget();
            }
        }
    }

    private void fold(Batch batch, long keptFrom) throws SQLException {
        for (FoldedEntry e : batch.entries()) {
            fold(e, keptFrom);
        }
        for (Batch.Request request : batch.requests()) {
            topUps.requested(account(request.value().getAccountId()).no, request.value());
        }
        List<NumberedSnapshot> latest = numbered(batch.snapshots());
        accounts.flush();
        deferred.flush();
        rows.flush();
        rollUps.flush();
        writeSnapshots(latest);
    }

    private void fold(FoldedEntry e, long keptFrom) throws SQLException {
        AccountNumbers.Numbered account = account(e.accountId());
        for (long cut : e.cuts()) {
            accounts.cut(account, cut);
        }
        accounts.met(account, e.at());
        long session = e.usage() == null ? 0 : sessions.of(account.no, e.usage().session());
        if (e.counts()) {
            rollUps.add(account, e, session);
        } else if (e.usage() != null) {
            rollUps.addRefused(account, e, session);
        } else if (e.change() != null) {
            rows.addForEver(account.no, e);
        }
        topUps.add(account.no, e);
        if (e.at() >= keptFrom) {
            rows.add(account.no, e, session);
        }
    }

    private AccountNumbers.Numbered account(String accountId) throws SQLException {
        AccountNumbers.Numbered account = met.get(accountId);
        if (account == null) {
            account = accounts.of(accountId);
            met.put(accountId, account);
        }
        return account;
    }

    private record NumberedSnapshot(long no, byte[] bytes) { }

    /** In the order of the accounts. */
    private List<NumberedSnapshot> numbered(Map<String, Batch.Bytes> found)
            throws SQLException {
        List<NumberedSnapshot> inOrder = new ArrayList<>(found.size());
        for (Map.Entry<String, Batch.Bytes> e : found.entrySet()) {
            inOrder.add(new NumberedSnapshot(account(e.getKey()).no, e.getValue().value()));
        }
        inOrder.sort(Comparator.comparingLong(NumberedSnapshot::no));
        return inOrder;
    }

    private void writeSnapshots(List<NumberedSnapshot> latest) throws SQLException {
        RowBatch batch = tables.batch(SNAPSHOT);
        PreparedStatement update = batch.row();
        for (NumberedSnapshot snapshot : latest) {
            SnapshotReader.Head head = snapshot.bytes == null ? NO_SNAPSHOT
                    : snapshots.read(snapshot.bytes);
            update.setBytes(1, snapshot.bytes);
            update.setString(2, head.plan());
            update.setLong(3, head.extraUsageNanos());
            update.setLong(4, head.sequence());
            update.setLong(5, snapshot.no);
            update.setLong(6, snapshot.bytes == null ? Long.MAX_VALUE : head.sequence());
            batch.add();
        }
        batch.run();
    }

    /** Writes that everything that was committed by {@code time} is here. */
    void writeKnownAt(long time) throws SQLException {
        tables.update("update $position set known_at = ? where known_at < ?", time, time);
        tables.connection().commit();
    }

    /** Deletes entries older than {@code keptFrom} of some accounts; of the next ones next time. */
    void sweep(long keptFrom) throws SQLException {
        long to = sweptAccount + SWEPT_ACCOUNTS;
        tables.update("delete from $entry where account > ? and account <= ? and at < ?",
                sweptAccount, to, keptFrom);
        tables.update("delete from $late where account > ? and account <= ? and at < ?",
                sweptAccount, to, keptFrom);
        tables.update("delete from $action where received < ?", keptFrom);
        Long last = tables.number("select max(no) from $account");
        tables.connection().commit();
        sweptAccount = last == null || to >= last ? 0 : to;
    }

    private void forget() throws SQLException {
        deferred.forget();
        accounts.forget();
        names.forget();
        sessions.forget();
        rollUps.forget();
        rows.forget();
    }

    @Override public void close() {
        tables.connection().close();
    }
}
