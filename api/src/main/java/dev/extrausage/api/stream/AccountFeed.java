package dev.extrausage.api.stream;

import dev.extrausage.api.accounts.EntryRowJson;
import dev.extrausage.api.accounts.NoticeJson;
import dev.extrausage.api.http.EventFeed;
import dev.extrausage.api.http.Problem;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.NotComplete;
import dev.extrausage.view.rows.ViewUnavailable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open stream. It holds a position and no entries: when something may have changed and the
 * caller has taken the last write, it reads the next few from the read model and writes them.
 *
 * <p>The drain loop of reactive streams: {@code wanted} counts signals; whoever raises it from 0
 * starts {@link #step}, which goes on until it has seen all of them, and rests while a write is on
 * its way. So there is one step at a time, without a lock and without a thread of its own.
 *
 * <p>The event {@code account} of entry n comes only after entry n, so that its id leaves no gap.
 * It comes again without an entry when what is known has become stale, or is so no more.
 *
 * <p>The notices of an entry have its id, and nobody knows how many of them a caller has had who
 * goes on after it. So a feed that goes on begins with them (decision 0405).
 */
final class AccountFeed implements EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger(AccountFeed.class);
    /** So many that a write is worth its while, and so few that a slow caller holds little. */
    private static final int ENTRIES_AT_ONCE = 16;

    private final LiveAccount account;
    private final Executor readers;
    private final Duration reconnectAfter;
    private final Lifetime lifetime;
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean commentDue = new AtomicBoolean();
    private volatile Channel channel;
    private volatile AutoCloseable subscription;
    /** The time at which the write on its way began, in nanoseconds of the machine; 0: none is. */
    private volatile long writingSince;
    private boolean isGreeted;
    /** The last entry that was sent; -1: none yet, and the caller asked for none before. */
    private long position;
    private long accountSent = -1;
    /** True while the notices of the entry to go on after are to be sent. */
    private boolean isResuming;
    /** True if the last event {@code account} said that it is stale. */
    private boolean isStaleSent;
    /** True if what was made last goes up to what the read model had when it was asked. */
    private boolean isUpToDate;

    /** The surroundings of an open stream. */
    interface Lifetime {
        /** Counts it; false: it may not open. */
        boolean opened(AccountFeed feed);

        /** Counts it no more. */
        void closed(AccountFeed feed);
    }

    /**
     * A feed that does nothing yet.
     *
     * @param after the entry to go on after; null: from the present on
     * @param readers where the read model is asked
     */
    AccountFeed(LiveAccount account, Long after, Executor readers, Duration reconnectAfter,
            Lifetime lifetime) {
        this.account = account;
        this.position = after == null ? -1 : after;
        this.isResuming = position > 0;
        this.readers = readers;
        this.reconnectAfter = reconnectAfter;
        this.lifetime = lifetime;
    }

    @Override
    public void start(Channel opened) {
        channel = opened;
        if (!lifetime.opened(this)) {
            opened.close();
            return;
        }
        subscription = account.onChange().apply(this::signal);
        if (ended.get()) {
            unsubscribe(); // it was closed since it was counted, and found no subscription
        }
        opened.closed().whenComplete((any, failure) -> end());
        signal();
    }

    /** Tells that there may be more to send. */
    void signal() {
        if (wanted.getAndIncrement() == 0) {
            again();
        }
    }

    /** A comment is to be sent. */
    void comment() {
        commentDue.set(true);
        signal();
    }

    /** True if a write has been on its way for longer than that. */
    boolean isSlowerThan(Duration bound, long nowNanos) {
        long since = writingSince;
        return since != 0 && nowNanos - since > bound.toNanos();
    }

    /** Ends the stream in order. */
    void close() {
        Channel open = channel;
        if (open != null) {
            open.close();
        }
        end();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            lifetime.closed(this);
            unsubscribe();
        }
    }

    private void unsubscribe() {
        try {
            if (subscription != null) {
                subscription.close();
            }
        } catch (Exception e) {
            LOG.warn("A stream of {} could not unsubscribe", account.accountId(), e);
        }
    }

    private void again() {
        try {
            readers.execute(this::step);
        } catch (RejectedExecutionException e) {
            close(); // the server is stopping
        }
    }

    private void step() {
        int seen = wanted.get();
        if (ended.get()) {
            return;
        }
        try {
            ByteBuffer next = next();
            if (next != null) {
                write(next, seen);
            } else {
                rest(seen);
            }
        } catch (ViewUnavailable | NotComplete | Problem e) {
            LOG.debug("A stream of {} waits for the read model", account.accountId(), e);
            wanted.set(0); // the next signal or comment tries again
        } catch (RuntimeException e) {
            LOG.error("A stream of {} ends by an error of ours", account.accountId(), e);
            close();
        }
    }

    /** Ends the loop, unless there were signals beyond those {@code seen}. */
    private void rest(int seen) {
        if (wanted.addAndGet(-seen) != 0) {
            again();
        }
    }

    private void write(ByteBuffer next, int seen) {
        boolean isAll = isUpToDate;
        writingSince = System.nanoTime() | 1;
        channel.write(next).whenComplete((any, failure) -> {
            writingSince = 0;
            if (failure != null) {
                end();
            } else if (isAll) {
                rest(seen);
            } else {
                again();
            }
        });
    }

    /** The next few events; null: there are none now. */
    private ByteBuffer next() {
        EventFrames frames = new EventFrames();
        Optional<LiveAccount.Standing> latest = account.latest().get();
        if (!isGreeted) {
            isGreeted = true;
            frames.retry(reconnectAfter);
        }
        if (commentDue.getAndSet(false)) {
            frames.comment();
        }
        long positionBefore = position;
        long accountBefore = accountSent;
        boolean staleBefore = isStaleSent;
        boolean resumingBefore = isResuming;
        isUpToDate = false;
        try {
            latest.ifPresent(standing -> put(frames, standing));
        } catch (RuntimeException e) {
            position = positionBefore; // these frames are not sent: the next step makes them anew
            accountSent = accountBefore;
            isStaleSent = staleBefore;
            isResuming = resumingBefore;
            throw e;
        }
        return frames.isEmpty() ? null : frames.bytes();
    }

    private void put(EventFrames frames, LiveAccount.Standing latest) {
        if (position < 0) {
            position = latest.sequence();
        }
        if (isResuming && position <= latest.sequence()) {
            account.entriesAfter().apply(position - 1, 1).stream()
                    .filter(row -> row.sequence() == position)
                    .forEach(row -> notices(frames, row));
            isResuming = false;
        }
        if (position < latest.sequence()) {
            entries(frames, latest.sequence());
        }
        boolean isNews = accountSent < position || latest.stale() != isStaleSent;
        if (position == latest.sequence() && isNews) {
            frames.event("account", position, latest.json().get());
            accountSent = position;
            isStaleSent = latest.stale();
        }
        isUpToDate = accountSent == latest.sequence();
    }

    private void entries(EventFrames frames, long upTo) {
        List<EntryRow> rows = account.entriesAfter().apply(position, ENTRIES_AT_ONCE);
        for (EntryRow row : rows) {
            if (row.sequence() > upTo) {
                return;
            }
            if (row.sequence() != position + 1) {
                throw new IllegalStateException("after entry " + position + " of "
                        + account.accountId() + " comes entry " + row.sequence());
            }
            frames.event("entry", row.sequence(), EntryRowJson.of(row));
            notices(frames, row);
            position = row.sequence();
        }
    }

    private void notices(EventFrames frames, EntryRow row) {
        NoticeJson.of(row, account.notices().apply(row)).forEach(
                notice -> frames.event("notice", row.sequence(), notice));
    }
}
