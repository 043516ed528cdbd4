package dev.extrausage.api.accounts;

import dev.extrausage.api.http.Cursor;
import dev.extrausage.api.http.QueryFields;

/** Names in queries, and cursors over what the read model hands back to go on with. */
final class QueryNames {
    static final int LONGEST_ACCOUNT = 64;
    private static final int LONGEST = 128;

    private QueryNames() {}

    /** An app, model, session, member or actor; null where none is given. */
    static String name(QueryFields query, String name) {
        return query.name(name, LONGEST);
    }

    /** The read model's own mark of where a list goes on, as an answer shows it. */
    static String next(String mark) {
        return mark == null ? null : Cursor.of(mark).toString();
    }

    /** The read model's mark in the query; null at the beginning. */
    static String mark(QueryFields query) {
        Cursor cursor = query.cursor();
        return cursor == null ? null : cursor.text(0);
    }
}
