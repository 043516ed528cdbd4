package dev.extrausage.view;

import dev.extrausage.view.rows.AccountFilter;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.ActionFilter;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.GivenBack;
import dev.extrausage.view.rows.Knowledge;
import dev.extrausage.view.rows.SessionDetail;
import dev.extrausage.view.rows.SessionFilter;
import dev.extrausage.view.rows.SessionRow;
import dev.extrausage.view.rows.Slice;
import dev.extrausage.view.rows.TopUpRow;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageRow;
import dev.extrausage.view.rows.UsageTally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private ReadModel() { }

    /** Starts to fold, and returns at once; Kafka and PostgreSQL may be away. */
    public static ReadModel start(ViewSettings settings) {
        throw new UnsupportedOperationException(settings + " is not built yet");
    }

    /** The age of what is known of an account. */
    public Knowledge knowledge(String accountId) {
        throw notYet();
    }

    /** True once every partition was folded to its end, in this process's life or before. */
    public boolean isReady() {
        throw notYet();
    }

    /** What is wrong now, in sentences; empty when nothing is. */
    public List<String> problems() {
        throw notYet();
    }

    /** The account's latest snapshot; none for an account without an entry. */
    public Optional<AccountRow> account(String accountId) {
        throw notYet();
    }

    /**
     * Accounts by id, in ASCII order, over all partitions; {@code next} is the last one's id.
     *
     * @param afterAccountId only those after it; null: from the first
     */
    public Slice<AccountRow> accounts(AccountFilter filter, String afterAccountId, int limit) {
        throw notYet();
    }

    /** The entry of this number; none also where it is past the retention. */
    public Optional<EntryRow> entry(String accountId, long sequence) {
        throw notYet();
    }

    /** The entry that answers an input: the one that is not refused, or else the latest. */
    public Optional<EntryRow> entryAnswering(String accountId, UUID eventId) {
        throw notYet();
    }

    /**
     * Entries, newest first; {@code next} is the last one's sequence.
     *
     * @param beforeSequence only those before it; null: from the newest
     */
    public Slice<EntryRow> entries(
            String accountId, EntryFilter filter, Long beforeSequence, int limit) {
        throw notYet();
    }

    /** The entries after a number, oldest first. */
    public List<EntryRow> entriesAfter(String accountId, long sequence, int limit) {
        throw notYet();
    }

    /**
     * What requests took, by bucket and then by group; only where there were any.
     *
     * @throws dev.extrausage.view.rows.TooOldForDetail a bound cuts an hour whose entries are past
     *     the retention
     */
    public List<UsageRow> usage(UsageQuery query) {
        throw notYet();
    }

    /** What all requests together took: the sum of {@link #usage}, whatever its buckets. */
    public UsageTally usageTotal(UsageQuery query) {
        throw notYet();
    }

    /**
     * The usage given back in a span of time (P9), by when it took effect.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public GivenBack givenBack(String accountId, Instant from, Instant to) {
        throw notYet();
    }

    /** Conversations, the one that began last first. */
    public Slice<SessionRow> sessions(
            String accountId, SessionFilter filter, String cursor, int limit) {
        throw notYet();
    }

    /**
     * A conversation, whole and by app and model; none where there was no such.
     *
     * @param member only this member's part; null: all
     */
    public Optional<SessionDetail> session(String accountId, String sessionId, String member) {
        throw notYet();
    }

    /** The top-up of this name; of several accounts that use the name, the first to be answered. */
    public Optional<TopUpRow> topUp(String topUpId) {
        throw notYet();
    }

    /** An account's top-up of this name. */
    public Optional<TopUpRow> topUp(String accountId, String topUpId) {
        throw notYet();
    }

    /** An account's top-ups, the newest first. */
    public Slice<TopUpRow> topUps(String accountId, String cursor, int limit) {
        throw notYet();
    }

    /**
     * Entries of changes that a person or a service wrote, over all accounts, newest first; not the
     * passing of time that our own consumers report.
     */
    public Slice<EntryRow> actions(ActionFilter filter, String cursor, int limit) {
        throw notYet();
    }

    /**
     * The sum of what an actor's applied changes were about, nano-USD: a bound per day rests on it.
     *
     * @param changeTypes the changes' names in the SPEC
     * @param from by when the broker got them, inclusive
     */
    public long writtenBy(String actor, Set<String> changeTypes, Instant from) {
        throw notYet();
    }

    /**
     * Waits for the entry that answers an input. Completes when it, and a snapshot that is not
     * older, can be read here; at once, if that is so already. Waits until then or until it is
     * cancelled, and completes exceptionally only when this is closed.
     */
    public CompletableFuture<EntryRow> whenDecided(String accountId, UUID eventId) {
        throw notYet();
    }

    /**
     * Calls {@code signal} after the database has newer entries or a newer snapshot of an account,
     * until it is closed; sometimes also without need. The signal must not block.
     */
    public AutoCloseable onChange(String accountId, Runnable signal) {
        throw notYet();
    }

    private static UnsupportedOperationException notYet() {
        return new UnsupportedOperationException("not built yet");
    }

    /** Stops folding and closes the database. */
    @Override public void close() {
        throw notYet();
    }
}
