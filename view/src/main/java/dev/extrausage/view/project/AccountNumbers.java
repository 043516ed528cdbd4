package dev.extrausage.view.project;

import dev.extrausage.view.database.RowBatch;
import dev.extrausage.view.database.SqlTables;
import java.sql.ResultSet;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that stand for accounts in rows, and when each one's latest cycle began. LRU cache of
 * what the table holds; emptied whenever a transaction was not committed. Belongs to one thread.
 */
final class AccountNumbers {
    private static final int MOST = 200_000;
    private static final long HOUR_MILLIS = 3_600_000;

    private final SqlTables tables;
    private final Deferred deferred;
    private final Map<String, Numbered> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override protected boolean removeEldestEntry(Map.Entry<String, Numbered> eldest) {
            return size() > MOST;
        }
    };
    /** Those met first in this transaction, in the order of their numbers. */
    private final List<Created> created = new ArrayList<>();
    private Long next;

    private record Created(String id, Numbered account) { }

    /** An account's number, and when its latest cycle began; 0: none did yet. */
    static final class Numbered {
        final long no;
        private boolean isCreated;
        private long lastCut;
        /** The time of the last entry met; null: none since it was looked up. */
        private Long lastAt;

        Numbered(long no, long lastCut) {
            this.no = no;
            this.lastCut = lastCut;
        }
    }

    AccountNumbers(SqlTables tables, Deferred deferred) {
        this.tables = tables;
        this.deferred = deferred;
    }

    /** The account's number, now given if it has none. */
    Numbered of(String accountId) throws SQLException {
        Numbered account = known.get(accountId);
        if (account == null) {
            account = find(accountId);
            known.put(accountId, account);
        }
        return account;
    }

    private Numbered find(String accountId) throws SQLException {
        PreparedStatement select = tables.prepare("select no, last_cut from $account where id = ?");
        select.setString(1, accountId);
        try (ResultSet rows = select.executeQuery()) {
            if (rows.next()) {
                return new Numbered(rows.getLong(1), rows.getLong(2));
            }
        }
        if (next == null) {
            Long last = tables.number("select max(no) from $account");
            next = last == null ? 1 : last + 1;
        }
        Numbered account = new Numbered(next++, 0);
        account.lastAt = 0L;
        account.isCreated = true;
        created.add(new Created(accountId, account));
        return account;
    }

    /** Writes the rows of those met first, each with the cut that it has by now. */
    void flush() throws SQLException {
        if (created.isEmpty()) {
            return;
        }
        RowBatch batch = tables.batch(
                "insert into $account (no, id, sequence, last_cut) values (?, ?, 0, ?)");
        PreparedStatement insert = batch.row();
        for (Created each : created) {
            insert.setLong(1, each.account.no);
            insert.setString(2, each.id);
            insert.setLong(3, each.account.lastCut);
            batch.add();
            each.account.isCreated = false;
        }
        batch.run();
        created.clear();
    }

    /** Takes note of an entry's time. */
    void met(Numbered account, long at) {
        account.lastAt = at;
    }

    /**
     * A cycle begins: from now on an hour that it cuts has sums of its own on both sides. Unless
     * something counts at that very instant already: then the sums cannot tell the two sides apart.
     */
    void cut(Numbered account, long at) throws SQLException {
        if (account.lastAt == null) {
            Long last = tables.number("select at from $entry where account = ?"
                    + " order by sequence desc limit 1", account.no);
            account.lastAt = last == null ? 0 : last;
        }
        if (at > account.lastCut && at > account.lastAt) {
            deferred.update("insert into $cut (account, at) values (?, ?)", account.no, at);
            account.lastCut = at;
            if (!account.isCreated) {
                deferred.update("update $account set last_cut = ? where no = ?", at, account.no);
            }
        }
    }

    /** The beginning of an instant's sums: its hour, or a cycle that began in it since. */
    long slot(Numbered account, long at) throws SQLException {
        long hour = at - Math.floorMod(at, HOUR_MILLIS);
        if (at >= account.lastCut) {
            return Math.max(hour, account.lastCut);
        }
        deferred.flush();
        Long before = tables.number(
                "select max(at) from $cut where account = ? and at <= ?", account.no, at);
        return before == null ? hour : Math.max(hour, before);
    }

    void forget() {
        known.clear();
        created.clear();
        next = null;
    }
}
