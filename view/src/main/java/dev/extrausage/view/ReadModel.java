package dev.extrausage.view;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Topics;
import dev.extrausage.view.database.PostgresDatabase;
import dev.extrausage.view.database.Schema;
import dev.extrausage.view.database.SqliteDatabase;
import dev.extrausage.view.database.ViewDatabase;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.project.Projection;
import dev.extrausage.view.query.AccountQueries;
import dev.extrausage.view.query.ActionQueries;
import dev.extrausage.view.query.EntryQueries;
import dev.extrausage.view.query.Partitions;
import dev.extrausage.view.query.SessionQueries;
import dev.extrausage.view.query.TopUpQueries;
import dev.extrausage.view.query.UsageQueries;
import dev.extrausage.view.rows.AccountFilter;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.ActionFilter;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.GivenBack;
import dev.extrausage.view.rows.Knowledge;
import dev.extrausage.view.rows.NotComplete;
import dev.extrausage.view.rows.SessionDetail;
import dev.extrausage.view.rows.SessionFilter;
import dev.extrausage.view.rows.SessionRow;
import dev.extrausage.view.rows.Slice;
import dev.extrausage.view.rows.TopUpRow;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageRow;
import dev.extrausage.view.rows.UsageTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The read model: the journal, the snapshots and the top-up requests, folded into a database that
 * can be thrown away at any time. Safe for use by many threads.
 *
 * <p>Every reading method throws {@link dev.extrausage.view.rows.ViewUnavailable} while the
 * database is full, locked or away, and {@link dev.extrausage.view.rows.NotComplete} before a
 * partition was ever folded to its end.
 */
public final class ReadModel implements AutoCloseable {
    private final ViewSettings settings;
    private final ViewDatabase database;
    private final Projection projection;
    private final Partitions partitions;
    private final Watchers watchers;
    private final AccountQueries accounts;
    private final EntryQueries entries;
    private final UsageQueries usage;
    private final SessionQueries sessions;
    private final TopUpQueries topUps;
    private final ActionQueries actions;

    private ReadModel(ViewSettings settings, ViewDatabase database) {
        this.settings = settings;
        this.database = database;
        watchers = new Watchers(() -> partitions().size());
        projection = new Projection(database, settings.kafka(), settings.ids(),
                settings.retention(), settings.clock(), watchers);
        partitions = new Partitions(projection::partitions);
        accounts = new AccountQueries(partitions, new AvroCodec<>(
                Balance.class, Topics.BALANCES.topicName(), settings.ids()));
        entries = new EntryQueries(partitions);
        usage = new UsageQueries(partitions, settings.catalog());
        sessions = new SessionQueries(partitions);
        topUps = new TopUpQueries(partitions);
        actions = new ActionQueries(partitions);
    }

    /** Starts to fold, and returns at once; Kafka and PostgreSQL may be away. */
    public static ReadModel start(ViewSettings settings) {
        return start(settings, settings.folder() != null
                ? new SqliteDatabase(settings.folder(), Schema.VERSION, settings.readers(), 0)
                : new PostgresDatabase(settings.database(), settings.login(),
                        Schema.VERSION, settings.readers()));
    }

    static ReadModel start(ViewSettings settings, ViewDatabase database) {
        ReadModel model = new ReadModel(settings, database);
        model.watchers.start();
        model.projection.start();
        return model;
    }

    private List<ViewPartition> partitions() {
        return projection.partitions();
    }

    /** The age of what is known of an account. */
    public Knowledge knowledge(String accountId) {
        long knownAt = partitions.of(accountId).knownAt();
        if (knownAt == 0) {
            throw new NotComplete("The account's partition of the read model is being built.");
        }
        Instant known = Instant.ofEpochMilli(knownAt);
        return new Knowledge(known,
                known.plus(settings.staleAfter()).isBefore(settings.clock().instant()));
    }

    /** True once every partition was folded to its end, in this process's life or before. */
    public boolean isReady() {
        List<ViewPartition> all = projection.partitions();
        return !all.isEmpty() && all.stream().allMatch(p -> p.knownAt() > 0);
    }

    /** Returns what is wrong now, in sentences; empty when nothing is. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(projection.problems());
        projection.partitions().stream().filter(p -> p.knownAt() == 0).findFirst().ifPresent(p ->
                all.add("The read model is being built: partition " + p.number()
                        + " has not come to its end yet."));
        return all;
    }

    /**
     * The time at which each partition was known to its end, in milliseconds since 1970, by its
     * number; 0 for one that never was.
     */
    public Map<Integer, Long> knownAt() {
        Map<Integer, Long> known = new TreeMap<>();
        projection.partitions().forEach(p -> known.put(p.number(), p.knownAt()));
        return known;
    }

    /** The account's latest snapshot; none for an account without an entry. */
    public Optional<AccountRow> account(String accountId) {
        return accounts.account(accountId);
    }

    /**
     * The threshold of the low-balance notice as of an entry, nano-USD; null: none. No snapshot has
     * it, so it is kept for ever.
     */
    public Long lowBalanceNanos(String accountId, long sequence) {
        return accounts.lowBalanceNanos(accountId, sequence);
    }

    /**
     * Accounts by id, in ASCII order, over all partitions; {@code next} is the last one's id.
     *
     * @param afterAccountId only those after it; null: from the first
     */
    public Slice<AccountRow> accounts(AccountFilter filter, String afterAccountId, int limit) {
        return accounts.accounts(filter, afterAccountId, atLeastOne(limit));
    }

    /** The entry of this number; none also where it is past the retention. */
    public Optional<EntryRow> entry(String accountId, long sequence) {
        return entries.entry(accountId, sequence);
    }

    /** The entry that answers an input: the first that is not refused, or else the latest. */
    public Optional<EntryRow> entryAnswering(String accountId, UUID eventId) {
        return entries.answering(accountId, eventId);
    }

    /**
     * Entries, newest first; {@code next} is the last one's sequence.
     *
     * @param beforeSequence only those before it; null: from the newest
     */
    public Slice<EntryRow> entries(
            String accountId, EntryFilter filter, Long beforeSequence, int limit) {
        return entries.entries(accountId, filter, beforeSequence, atLeastOne(limit));
    }

    /**
     * The first of an account's entries from which on all are kept one by one; none where that is
     * true of none. Earlier ones are in the journal, before its offset.
     */
    public Optional<EntryRow> keptFrom(String accountId) {
        return entries.keptFrom(accountId);
    }

    /** The entries after a number, oldest first. */
    public List<EntryRow> entriesAfter(String accountId, long sequence, int limit) {
        return entries.after(accountId, sequence, atLeastOne(limit));
    }

    /**
     * Returns the usage of requests, by bucket and then by group; only where there were any.
     *
     * @throws dev.extrausage.view.rows.TooOldForDetail a bound cuts an hour whose entries are past
     *     the retention
     */
    public List<UsageRow> usage(UsageQuery query) {
        return usage.usage(query);
    }

    /** Returns the usage of all requests together: the sum of {@link #usage}. */
    public UsageTally usageTotal(UsageQuery query) {
        return usage.total(query);
    }

    /**
     * The usage given back in a span of time (P9), by when it took effect.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public GivenBack givenBack(String accountId, Instant from, Instant to) {
        return usage.givenBack(accountId, from.toEpochMilli(), to.toEpochMilli());
    }

    /** Conversations, the one that began last first. */
    public Slice<SessionRow> sessions(
            String accountId, SessionFilter filter, String cursor, int limit) {
        return sessions.sessions(accountId, filter, cursor, atLeastOne(limit));
    }

    /**
     * A conversation, whole and by app and model; none where there was no such.
     *
     * @param member only this member's part; null: all
     */
    public Optional<SessionDetail> session(String accountId, String sessionId, String member) {
        return sessions.session(accountId, sessionId, member);
    }

    /** The top-up of this name; of several accounts that use the name, the first to be answered. */
    public Optional<TopUpRow> topUp(String topUpId) {
        return topUps.topUp(topUpId);
    }

    /** An account's top-up of this name. */
    public Optional<TopUpRow> topUp(String accountId, String topUpId) {
        return topUps.topUp(accountId, topUpId);
    }

    /** An account's top-ups, the newest first. */
    public Slice<TopUpRow> topUps(String accountId, String cursor, int limit) {
        return topUps.topUps(accountId, cursor, atLeastOne(limit));
    }

    /**
     * Entries of changes that a person or a service wrote, over all accounts, newest first; not the
     * passing of time that our own consumers report.
     */
    public Slice<EntryRow> actions(ActionFilter filter, String cursor, int limit) {
        return actions.actions(filter, cursor, atLeastOne(limit));
    }

    /**
     * The sum of what an actor's applied changes were about, nano-USD: a bound per day rests on it.
     *
     * @param changeTypes the changes' names in the SPEC
     * @param from by when the broker got them, inclusive
     */
    public long writtenBy(String actor, Set<String> changeTypes, Instant from) {
        return actions.writtenBy(actor, changeTypes, from.toEpochMilli());
    }

    /**
     * Waits for the entry that answers an input. Completes when it, and a snapshot that is not
     * older, can be read here; at once, if that is so already. Waits until then or until it is
     * cancelled, and completes exceptionally only when this is closed.
     */
    public CompletableFuture<EntryRow> whenDecided(String accountId, UUID eventId) {
        return watchers.await(accountId, () -> entries.answering(accountId, eventId)
                .filter(entry -> accounts.sequence(accountId) >= entry.sequence()));
    }

    /**
     * Calls {@code signal} after the database has newer entries or a newer snapshot of an account,
     * until it is closed; sometimes also without need. The signal must not block.
     */
    public AutoCloseable onChange(String accountId, Runnable signal) {
        return watchers.watch(accountId, signal);
    }

    /** The entries folded by this process since it started. */
    public long entriesFolded() {
        return projection.entries();
    }

    private static int atLeastOne(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ": must be at least 1");
        }
        return limit;
    }

    /** Stops folding and closes the database. */
    @Override public void close() {
        watchers.close();
        projection.close();
        database.close();
    }
}
