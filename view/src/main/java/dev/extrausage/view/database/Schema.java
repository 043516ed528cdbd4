package dev.extrausage.view.database;

import java.util.List;

/**
 * The tables of one partition. Any change of them, or of what a row means, raises {@link #VERSION}:
 * then new files (or a new schema) are built beside the old ones.
 *
 * <p>Tables that grow are clustered by the account's number, so that what a reader wants lies
 * together, and a batch in the order of accounts touches each page once. Numbers stand for names:
 * bytes, not text, fill the pages.
 */
public final class Schema {
    /** The version of the tables, a part of the files' names. */
    public static final int VERSION = 2;

    /** Types and clauses that the two databases write differently, as {@code %s} in this order. */
    private static final String ENTRY = "create table if not exists $entry ("
            + "account bigint not null, sequence bigint not null, off bigint not null,"
            + " at bigint not null, type smallint not null, outcome smallint not null,"
            + " app integer, model integer, session bigint, member integer,"
            + " amount bigint not null, event integer not null, body %1$s not null,"
            + " primary key (account, sequence))%2$s";
    private static final String SUMS = "requests bigint not null, input bigint not null,"
            + " output bigint not null, cache_write bigint not null,"
            + " cache_write_1h bigint not null, cache_read bigint not null,"
            + " allowance bigint not null, extra bigint not null,"
            + " uncovered bigint not null";

    private static final List<String> STATEMENTS = List.of(
            "create table if not exists $position (id integer primary key, cluster text not null,"
                    + " entries bigint not null, balances bigint not null,"
                    + " requests bigint not null, known_at bigint not null,"
                    + " partitions integer not null)",
            "create table if not exists $account (no %3$s, id text%4$s not null unique,"
                    + " plan text, extra_usage bigint, sequence bigint not null,"
                    + " last_cut bigint not null, snapshot %1$s)",
            "create table if not exists $name (no %3$s, id text%4$s not null unique)",
            ENTRY,
            "create index if not exists $entry_event on $entry (account, event)",
            "create table if not exists $usage (account bigint not null, slot bigint not null,"
                    + " app integer not null, model integer not null, member integer not null,"
                    + " tier integer not null, session bigint not null, " + SUMS
                    + ", primary key (account, slot, app, model, member, tier, session))%2$s",
            "create table if not exists $unit (account bigint not null, slot bigint not null,"
                    + " app integer not null, model integer not null, member integer not null,"
                    + " tier integer not null, session bigint not null, unit integer not null,"
                    + " amount bigint not null,"
                    + " primary key (account, slot, app, model, member, tier, session, unit))%2$s",
            "create table if not exists $session (account bigint not null, no bigint not null,"
                    + " id text%4$s not null, member integer not null, first_at bigint not null,"
                    + " last_at bigint not null, " + SUMS + ", primary key (account, no))%2$s",
            "create unique index if not exists $session_id on $session (account, id)",
            "create table if not exists $late (account bigint not null, at bigint not null,"
                    + " sequence bigint not null, primary key (account, at, sequence))%2$s",
            "create table if not exists $cut (account bigint not null, at bigint not null,"
                    + " primary key (account, at))%2$s",
            "create table if not exists $plan (account bigint not null, sequence bigint not null,"
                    + " clock bigint not null, time bigint not null, rules integer not null,"
                    + " event %1$s not null,"
                    + " primary key (account, sequence))%2$s",
            "create table if not exists $low_balance (account bigint not null,"
                    + " sequence bigint not null, threshold bigint,"
                    + " primary key (account, sequence))%2$s",
            "create table if not exists $given_back (account bigint not null, at bigint not null,"
                    + " sequence bigint not null, allowance bigint not null, extra bigint not null,"
                    + " primary key (account, at, sequence))%2$s",
            "create table if not exists $action (received bigint not null,"
                    + " account bigint not null, sequence bigint not null, actor text not null,"
                    + " type smallint not null, outcome smallint not null, amount bigint not null,"
                    + " primary key (received, account, sequence))%2$s",
            "create index if not exists $action_actor on $action (actor, received)",
            "create table if not exists $top_up (account bigint not null, id text%4$s not null,"
                    + " amount bigint, kind text, requested_at bigint, actor text,"
                    + " status smallint not null, decline_code text, answered_at bigint,"
                    + " sequence bigint, reason text, primary key (account, id))%2$s",
            "create index if not exists $top_up_id on $top_up (id)");

    /** The tables that hold what was folded; names stay, since readers remember their numbers. */
    public static final List<String> FOLDED = List.of("$account", "$entry", "$usage", "$unit",
            "$session", "$late", "$cut", "$plan", "$low_balance", "$given_back", "$action",
            "$top_up");

    private Schema() { }

    /** SQLite: a row lies in its primary key's tree. */
    static List<String> sqlite() {
        return with("blob", " without rowid", "integer primary key", "");
    }

    /** PostgreSQL: text in the order of its bytes, as SQLite has it. */
    static List<String> postgresql() {
        return with("bytea", "", "bigint primary key", " collate \"C\"");
    }

    private static List<String> with(
            String bytes, String clustered, String number, String binary) {
        return STATEMENTS.stream().map(s -> String.format(s, bytes, clustered, number, binary))
                .toList();
    }
}
