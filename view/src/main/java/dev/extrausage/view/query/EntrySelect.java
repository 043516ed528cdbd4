package dev.extrausage.view.query;

import dev.extrausage.core.Outcome;
import dev.extrausage.view.database.EntryBody;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.StoredEntry;
import dev.extrausage.view.database.ViewPartition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads entries from their rows. Safe for use by several threads. */
final class EntrySelect {
    /** The columns that {@link #read} needs, of the table as {@code e}. */
    static final String SELECT = "select e.sequence, e.off, e.type, e.outcome, e.body, s.id, a.id"
            + " from $entry e join $account a on a.no = e.account"
            + " left join $session s on s.account = e.account and s.no = e.session";

    private static final Outcome[] OUTCOMES = Outcome.values();

    private final EntryBody body = new EntryBody();

    /** All rows of a query that begins with {@link #SELECT}. */
    List<StoredEntry> read(ViewPartition partition, SqlTables tables, PreparedStatement query)
            throws SQLException {
        List<StoredEntry> entries = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                entries.add(body.read(rows.getBytes(5), rows.getString(7), partition.number(),
                        rows.getLong(2), rows.getLong(1), rows.getInt(3),
                        OUTCOMES[rows.getInt(4)], rows.getString(6),
                        no -> partition.name(tables, no)));
            }
        }
        return entries;
    }

    /** A change that a row keeps whole. */
    dev.extrausage.core.AccountEvent event(byte[] bytes) {
        return body.decode(bytes);
    }
}
