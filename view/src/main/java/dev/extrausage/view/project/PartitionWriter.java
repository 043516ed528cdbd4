package dev.extrausage.view.project;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.view.database.EntryBody;
import dev.extrausage.view.database.FoldedEntry;
import dev.extrausage.view.database.Schema;
import dev.extrausage.view.database.Statements;
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
 * another writer has moved them, nothing is changed. Belongs to one thread.
 */
final class PartitionWriter implements AutoCloseable {
    private static final String MOVE = "update $position set entries = ?, balances = ?,"
            + " requests = ? where cluster = ? and entries = ? and balances = ? and requests = ?";
    private static final String SNAPSHOT = "update $account set snapshot = ?, plan = ?,"
            + " extra_usage = ?, sequence = ? where no = ? and sequence <= ?";
    private static final int SWEPT_ACCOUNTS = 500;

    private final Statements tables;
    private final AvroCodec<Balance> balances;
    private final AccountNumbers accounts;
    private final NameNumbers names;
    private final SessionNumbers sessions;
    private final RollUps rollUps;
    private final EntryRows rows;
    private final TopUps topUps;
    private final Map<String, AccountNumbers.Numbered> met = new HashMap<>();
    private long sweptAccount;

    PartitionWriter(Statements tables, AvroCodec<Balance> balances, EntryBody body) {
        this.tables = tables;
        this.balances = balances;
        accounts = new AccountNumbers(tables);
        names = new NameNumbers(tables);
        sessions = new SessionNumbers(tables);
        rollUps = new RollUps(tables, accounts, names, sessions);
        rows = new EntryRows(tables, names, body);
        topUps = new TopUps(tables);
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
        } catch (SQLException e) {
            tables.connection().rollback();
            throw e;
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
        boolean done = false;
        try {
            done = tables.update(MOVE, to.entries(), to.balances(), to.requests(), from.cluster(),
                    from.entries(), from.balances(), from.requests()) == 1;
            if (done) {
                fold(batch, keptFrom);
                tables.connection().commit();
            }
            return done;
        } catch (SQLException | RuntimeException e) {
            done = false;
            throw e;
        } finally {
            met.clear();
            if (!done) {
                forget();
                tables.connection().rollback();
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
        rows.flush();
        rollUps.flush();
        snapshots(batch.snapshots());
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

    private record Numbered(long no, byte[] snapshot) { }

    private void snapshots(Map<String, Batch.Bytes> latest) throws SQLException {
        PreparedStatement update = tables.prepare(SNAPSHOT);
        List<Numbered> inOrder = new ArrayList<>(latest.size());
        for (Map.Entry<String, Batch.Bytes> e : latest.entrySet()) {
            inOrder.add(new Numbered(account(e.getKey()).no, e.getValue().value()));
        }
        inOrder.sort(Comparator.comparingLong(Numbered::no));
        for (Numbered snapshot : inOrder) {
            Balance balance = snapshot.snapshot == null ? null : balances.decode(snapshot.snapshot);
            update.setBytes(1, snapshot.snapshot);
            update.setString(2, balance == null ? null : balance.getPlan());
            update.setObject(3, balance == null ? null : (Long) balance.getExtraUsageNanos());
            update.setLong(4, balance == null ? 0 : balance.getSequence());
            update.setLong(5, snapshot.no);
            update.setLong(6, balance == null ? Long.MAX_VALUE : balance.getSequence());
            update.addBatch();
        }
        update.executeBatch();
    }

    /** Takes note that everything that was committed by {@code time} is here. */
    void isKnown(long time) throws SQLException {
        try {
            tables.update("update $position set known_at = ? where known_at < ?", time, time);
            tables.connection().commit();
        } catch (SQLException e) {
            tables.connection().rollback();
            throw e;
        }
    }

    /** Deletes entries older than {@code keptFrom} of some accounts; of the next ones next time. */
    void sweep(long keptFrom) throws SQLException {
        long to = sweptAccount + SWEPT_ACCOUNTS;
        try {
            tables.update("delete from $entry where account > ? and account <= ? and at < ?",
                    sweptAccount, to, keptFrom);
            tables.update("delete from $late where account > ? and account <= ? and at < ?",
                    sweptAccount, to, keptFrom);
            tables.update("delete from $action where received < ?", keptFrom);
            Long last = tables.number("select max(no) from $account");
            tables.connection().commit();
            sweptAccount = last == null || to >= last ? 0 : to;
        } catch (SQLException e) {
            tables.connection().rollback();
            throw e;
        }
    }

    private void forget() {
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
