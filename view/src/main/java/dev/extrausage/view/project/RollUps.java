package dev.extrausage.view.project;

import dev.extrausage.core.FoldedName;
import dev.extrausage.core.PriceBook;
import dev.extrausage.view.database.FoldedEntry;
import dev.extrausage.view.database.RowBatch;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.rows.UsageTally;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sums of one batch of requests, by account, hour, app, model, member, tier and conversation,
 * and by conversation alone; added up in memory and then to the tables' rows, in the order of the
 * accounts. Belongs to one thread.
 */
final class RollUps {
    private static final int SUMS = 9;
    private static final String COLUMNS = "requests, input, output, cache_write, cache_write_1h,"
            + " cache_read, allowance, extra, uncovered";
    private static final String USAGE = "insert into $usage as t (account, slot, app, model,"
            + " member, tier, session, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?) on conflict (account, slot, app, model, member, tier, session)"
            + " do update set " + added();
    private static final String UNIT = "insert into $unit as t (account, slot, app, model,"
            + " member, tier, session, unit, amount) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (account, slot, app, model, member, tier, session, unit)"
            + " do update set " + added("amount");
    /** A conversation that several members took part in has the member -1. */
    private static final String SESSION = "insert into $session as t (account, no, id, member,"
            + " first_at, last_at, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?) on conflict (account, no) do update set "
            + either("member", "t.member = excluded.member then t.member else -1") + ", "
            + either("first_at",
                    "t.first_at < excluded.first_at then t.first_at else excluded.first_at") + ", "
            + either("last_at",
                    "t.last_at > excluded.last_at then t.last_at else excluded.last_at") + ", "
            + added();

    private final SqlTables tables;
    private final AccountNumbers accounts;
    private final NameNumbers names;
    private final SessionNumbers sessions;
    private final Map<Key, long[]> usage = new HashMap<>();
    private final Map<UnitKey, long[]> units = new HashMap<>();
    private final Map<SessionKey, Session> bySession = new HashMap<>();

    private record Key(
            long account, long slot, int app, int model, int member, int tier, long session) { }

    private record UnitKey(Key key, int unit) { }

    private record SessionKey(long account, long no) { }

    private static final class Session {
        private final String id;
        private int member;
        private long first;
        private long last;
        private final long[] sums = new long[SUMS];

        Session(String id, int member, long at) {
            this.id = id;
            takePart(member, at, true);
        }

        void takePart(int other, long at, boolean isFirst) {
            member = isFirst || member == other ? other : -1;
            first = isFirst ? at : Math.min(first, at);
            last = isFirst ? at : Math.max(last, at);
        }
    }

    RollUps(SqlTables tables, AccountNumbers accounts, NameNumbers names,
            SessionNumbers sessions) {
        this.tables = tables;
        this.accounts = accounts;
        this.names = names;
        this.sessions = sessions;
    }

    /** One side's, where the other has only refused requests, which have no part in it. */
    private static String either(String column, String both) {
        return column + " = case when excluded.requests = 0 then t." + column
                + " when t.requests = 0 then excluded." + column + " when " + both + " end";
    }

    private static String added() {
        StringBuilder all = new StringBuilder();
        for (String column : COLUMNS.split(", ")) {
            all.append(all.length() == 0 ? "" : ", ").append(added(column));
        }
        return all.toString();
    }

    /** A sum that does not fit stays at the greatest number: neither database may wrap or round. */
    private static String added(String column) {
        return column + " = case when t." + column + " > " + Long.MAX_VALUE + " - excluded."
                + column + " then " + Long.MAX_VALUE + " else t." + column + " + excluded."
                + column + " end";
    }

    /** Adds a request that was served. What had lapsed paid when it happened, the rest later. */
    void add(AccountNumbers.Numbered account, FoldedEntry e, long session) throws SQLException {
        FoldedEntry.Request u = e.usage();
        int app = names.of(FoldedName.of(u.app()));
        int model = names.of(FoldedName.of(u.model()));
        int member = names.of(u.member());
        int tier = names.of(u.tier() == null ? PriceBook.STANDARD : FoldedName.of(u.tier()));
        Key counted = new Key(account.no, accounts.slot(account, e.countedAt()), app, model,
                member, tier, session);
        long late = e.lateNanos();
        long ofNow = e.sums().fromAllowanceNanos() - late;
        long[] request = {1, u.input(), u.output(), u.cacheWrite(), u.cacheWrite1h(),
            u.cacheRead(), late > 0 ? late : ofNow, late > 0 ? 0 : e.sums().fromExtraUsageNanos(),
            late > 0 ? 0 : e.sums().uncoveredNanos()};
        add(counted, request, u.session(), e.countedAt());
        if (late > 0 && e.costNanos() > late) {
            Key rest = new Key(account.no, accounts.slot(account, e.at()), app, model, member,
                    tier, session);
            add(rest, new long[] {0, 0, 0, 0, 0, 0, ofNow, e.sums().fromExtraUsageNanos(),
                e.sums().uncoveredNanos()}, u.session(), e.at());
        }
        for (Map.Entry<String, Long> unit : u.units().entrySet()) {
            if (unit.getValue() > 0) {
                long[] sum = units.computeIfAbsent(new UnitKey(counted,
                        names.of(FoldedName.of(unit.getKey()))), any -> new long[1]);
                sum[0] = UsageTally.sum(sum[0], unit.getValue());
            }
        }
    }

    /** Gives a conversation a row, of which perhaps only refused requests tell. */
    void addRefused(AccountNumbers.Numbered account, FoldedEntry e, long session)
            throws SQLException {
        if (session != 0) {
            int member = names.of(e.usage().member());
            bySession.computeIfAbsent(new SessionKey(account.no, session),
                    any -> new Session(e.usage().session(), member, e.at()));
        }
    }

    private void add(Key key, long[] more, String sessionId, long at) {
        plus(usage.computeIfAbsent(key, any -> new long[SUMS]), more);
        if (sessionId != null) {
            Session session = bySession.computeIfAbsent(new SessionKey(key.account, key.session),
                    any -> new Session(sessionId, key.member, at));
            session.takePart(key.member, at, session.sums[0] == 0);
            plus(session.sums, more);
        }
    }

    private static void plus(long[] sums, long[] more) {
        for (int i = 0; i < SUMS; i++) {
            sums[i] = UsageTally.sum(sums[i], more[i]);
        }
    }

    /** Adds all to the tables' rows and begins anew. */
    void flush() throws SQLException {
        List<Key> keys = new ArrayList<>(usage.keySet());
        keys.sort(RollUps::byAccountAndSlot);
        RowBatch batch = tables.batch(USAGE);
        for (Key key : keys) {
            sums(batch.row(), bind(batch.row(), key), usage.get(key));
            batch.add();
        }
        batch.run();
        flushUnits();
        flushSessions();
        usage.clear();
        units.clear();
        bySession.clear();
        sessions.flush();
    }

    private static int byAccountAndSlot(Key a, Key b) {
        return a.account != b.account ? Long.compare(a.account, b.account)
                : Long.compare(a.slot, b.slot);
    }

    private static int byAccountAndNumber(SessionKey a, SessionKey b) {
        return a.account != b.account ? Long.compare(a.account, b.account)
                : Long.compare(a.no, b.no);
    }

    private static int bind(PreparedStatement insert, Key key) throws SQLException {
        insert.setLong(1, key.account);
        insert.setLong(2, key.slot);
        insert.setInt(3, key.app);
        insert.setInt(4, key.model);
        insert.setInt(5, key.member);
        insert.setInt(6, key.tier);
        insert.setLong(7, key.session);
        return 8;
    }

    private static void sums(PreparedStatement insert, int from, long[] sums) throws SQLException {
        for (int i = 0; i < SUMS; i++) {
            insert.setLong(from + i, sums[i]);
        }
    }

    private void flushUnits() throws SQLException {
        if (units.isEmpty()) {
            return;
        }
        RowBatch batch = tables.batch(UNIT);
        PreparedStatement insert = batch.row();
        for (Map.Entry<UnitKey, long[]> unit : units.entrySet()) {
            int at = bind(insert, unit.getKey().key);
            insert.setInt(at, unit.getKey().unit);
            insert.setLong(at + 1, unit.getValue()[0]);
            batch.add();
        }
        batch.run();
    }

    private void flushSessions() throws SQLException {
        RowBatch batch = tables.batch(SESSION);
        PreparedStatement insert = batch.row();
        List<SessionKey> keys = new ArrayList<>(bySession.keySet());
        keys.sort(RollUps::byAccountAndNumber);
        for (SessionKey key : keys) {
            Session session = bySession.get(key);
            insert.setLong(1, key.account);
            insert.setLong(2, key.no);
            insert.setString(3, session.id);
            insert.setInt(4, session.member);
            insert.setLong(5, session.first);
            insert.setLong(6, session.last);
            sums(insert, 7, session.sums);
            batch.add();
        }
        batch.run();
    }

    void forget() {
        usage.clear();
        units.clear();
        bySession.clear();
    }
}
