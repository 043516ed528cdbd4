package dev.extrausage.api.stream;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.accounts.BesideSnapshot;
import dev.extrausage.api.accounts.Freshness;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.Notice;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.EntryRow;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open streams: opens them within their bounds, and with one timer sends comments, ends those
 * whose credential has ended, and closes slow ones, which come back and resume.
 */
public final class EventStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int READERS = 4;
    private static final String LAST_ID = "Last-Event-ID";

    private final ReadModel model;
    private final Supplier<Catalog> catalog;
    private final Function<EntryRow, List<Notice>> notices;
    private final Supplier<Predicate<Credential>> goodNow;
    private final StreamSettings settings;
    private final Clock clock;
    private final BesideSnapshot beside;
    private final StreamCounts counts;
    private final Map<AccountFeed, Credential> open = new ConcurrentHashMap<>();
    private final ExecutorService readers =
            Executors.newFixedThreadPool(READERS, threads("stream-reader-"));
    private final AtomicBoolean isRecheckDue = new AtomicBoolean();
    private volatile boolean ending;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(threads("stream-timer-"));

    /**
     * Streams of what {@code model} has.
     *
     * @param catalog the catalog in force
     * @param notices of an entry, as the ledger wrote them
     * @param goodNow tells which credentials are good at this moment; asked once for all streams
     *     at each comment, and at {@link #recheck}
     */
    public EventStreams(ReadModel model, Supplier<Catalog> catalog,
            Function<EntryRow, List<Notice>> notices, Supplier<Predicate<Credential>> goodNow,
            StreamSettings settings, Clock clock) {
        this.notices = notices;
        this.model = model;
        this.catalog = catalog;
        this.goodNow = goodNow;
        this.settings = settings;
        this.clock = clock;
        beside = new BesideSnapshot(model);
        counts = new StreamCounts(settings);
        long every = settings.commentEvery().toMillis();
        timer.scheduleAtFixedRate(guarded(this::beat), every, every, TimeUnit.MILLISECONDS);
        timer.scheduleAtFixedRate(guarded(this::endExpired), 1, 1, TimeUnit.SECONDS);
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The route of the streams. */
    public Route route() {
        return Route.get("/v1/accounts/{" + Route.ACCOUNT + "}/stream")
                .by(Role.CUSTOMER, Role.SUPPORT, Role.FINANCE, Role.OPERATOR).answers(this::answer);
    }

    /** The number of open streams. */
    public int openStreams() {
        return counts.open();
    }

    private Reply answer(Call call) {
        String accountId = call.accountId();
        Long after = lastId(call);
        if (ending) {
            throw Problem.of(ProblemCode.NOT_READY, "The server is stopping: ask again soon.")
                    .header("Retry-After", "1");
        }
        counts.check(call.who().name(), accountId);
        Freshness.reading(() -> {
            checkAccount(accountId, after);
            return null;
        });
        AccountFeed feed = new AccountFeed(
                LiveAccount.of(accountId, model, beside, catalog, notices), after,
                readers, settings.reconnectAfter(), new Counted(call.who(), accountId));
        return Reply.events(feed);
    }

    private static Long lastId(Call call) {
        String text = call.head().header(LAST_ID).orElse("");
        if (!text.isEmpty() && !text.matches("0|[1-9][0-9]{0,17}")) {
            throw Problem.badValue(LAST_ID, text, "the sequence of an entry, or absent");
        }
        return text.isEmpty() ? null : (Long) Long.parseLong(text);
    }

    /** Entries that are no longer kept one by one would leave a gap. */
    private void checkAccount(String accountId, Long after) {
        long latest = model.account(accountId)
                .orElseThrow(() -> Problem.notFound("account " + accountId)).sequence();
        if (after != null && after < latest) {
            long least = firstAfter(accountId, after, latest) - 1;
            if (after < least) {
                throw Problem.badValue(LAST_ID, after, "at least " + least
                        + ": entries before that are not streamed any more, but listed");
            }
        }
    }

    /**
     * The first entry after another that is kept or is yet to come. The snapshot may be here before
     * the entries, but not where there are none at all: then those up to it are past the retention.
     */
    private long firstAfter(String accountId, long after, long latest) {
        List<EntryRow> next = model.entriesAfter(accountId, after, 1);
        if (!next.isEmpty()) {
            return next.get(0).sequence();
        }
        return model.entriesAfter(accountId, 0, 1).isEmpty() ? latest + 1 : after + 1;
    }

    /** A task that is done again though it failed once. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("Streams were not all looked after, by an error of ours", e);
            }
        };
    }

    private void beat() {
        long now = System.nanoTime();
        Predicate<Credential> good = goodNow.get();
        open.forEach((feed, who) -> {
            if (!good.test(who) || feed.isSlowerThan(settings.slowAfter(), now)) {
                feed.close();
            } else {
                feed.comment();
            }
        });
    }

    /** Ends soon, on the timer's thread, the streams whose credential is no longer good. */
    public void recheck() {
        if (isRecheckDue.getAndSet(true)) {
            return; // it is yet to begin, and will see this too
        }
        try {
            timer.execute(guarded(() -> {
                isRecheckDue.set(false);
                endAll(goodNow.get().negate());
            }));
        } catch (RejectedExecutionException e) {
            // closed: all streams end anyway
        }
    }

    private void endExpired() {
        endAll(this::hasExpired);
    }

    private void endAll(Predicate<Credential> which) {
        open.forEach((feed, who) -> {
            if (which.test(who)) {
                feed.close();
            }
        });
    }

    private boolean hasExpired(Credential who) {
        return who.expiresAt() != null && !who.expiresAt().isAfter(clock.instant());
    }

    /** Counts a stream from its beginning to its end. */
    private final class Counted implements AccountFeed.Lifetime {
        private final Credential who;
        private final String accountId;

        Counted(Credential who, String accountId) {
            this.who = who;
            this.accountId = accountId;
        }

        @Override public boolean opened(AccountFeed feed) {
            if (ending || !counts.open(who.name(), accountId)) {
                return false;
            }
            open.put(feed, who);
            return true;
        }

        @Override public void closed(AccountFeed feed) {
            if (open.remove(feed) != null) {
                counts.close(who.name(), accountId);
            }
        }
    }

    /**
     * Ends all streams and opens no more, so that a server which lets requests end before it stops
     * does not wait for those that never do.
     */
    public void end() {
        ending = true;
        open.keySet().forEach(AccountFeed::close);
    }

    /** Ends all streams in order. */
    @Override public void close() {
        timer.shutdownNow();
        readers.shutdown();
        end();
    }
}
