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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All open streams: opens them within their bounds, and with one timer sends comments, ends those
 * whose credential has ended, and closes slow ones, which come back and resume.
 */
public final class EventStreams implements AutoCloseable {
    private static final int READERS = 4;
    private static final String LAST_ID = "Last-Event-ID";

    private final ReadModel model;
    private final Supplier<Catalog> catalog;
    private final Function<EntryRow, List<Notice>> notices;
    private final Predicate<Credential> isValid;
    private final StreamSettings settings;
    private final Clock clock;
    private final BesideSnapshot beside;
    private final StreamCounts counts;
    private final Map<AccountFeed, Credential> open = new ConcurrentHashMap<>();
    private final ExecutorService readers =
            Executors.newFixedThreadPool(READERS, threads("stream-reader-"));
    private volatile boolean ending;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(threads("stream-timer-"));

    /**
     * Streams of what {@code model} has.
     *
     * @param catalog the catalog in force
     * @param notices of an entry, as the ledger wrote them
     * @param isValid tells whether a credential is still good; asked at each comment, and at
     *     {@link #recheck}
     */
    public EventStreams(ReadModel model, Supplier<Catalog> catalog,
            Function<EntryRow, List<Notice>> notices, Predicate<Credential> isValid,
            StreamSettings settings, Clock clock) {
        this.notices = notices;
        this.model = model;
        this.catalog = catalog;
        this.isValid = isValid;
        this.settings = settings;
        this.clock = clock;
        beside = new BesideSnapshot(model);
        counts = new StreamCounts(settings);
        long every = settings.commentEvery().toMillis();
        timer.scheduleAtFixedRate(this::beat, every, every, TimeUnit.MILLISECONDS);
        timer.scheduleAtFixedRate(this::endExpired, 1, 1, TimeUnit.SECONDS);
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
            List<EntryRow> next = model.entriesAfter(accountId, after, 1);
            if (!next.isEmpty() && next.get(0).sequence() != after + 1) {
                throw Problem.badValue(LAST_ID, after, "at least " + (next.get(0).sequence() - 1)
                        + ": entries before that are not streamed any more, but listed");
            }
        }
    }

    private void beat() {
        long now = System.nanoTime();
        open.forEach((feed, who) -> {
            if (hasEnded(who) || feed.isSlowerThan(settings.slowAfter(), now)) {
                feed.close();
            } else {
                feed.comment();
            }
        });
    }

    /** Ends soon, on the timer's thread, the streams whose credential is no longer good. */
    public void recheck() {
        try {
            timer.execute(() -> open.forEach((feed, who) -> {
                if (hasEnded(who)) {
                    feed.close();
                }
            }));
        } catch (RejectedExecutionException e) {
            // closed: all streams end anyway
        }
    }

    private void endExpired() {
        open.forEach((feed, who) -> {
            if (hasExpired(who)) {
                feed.close();
            }
        });
    }

    private boolean hasExpired(Credential who) {
        return who.expiresAt() != null && !who.expiresAt().isAfter(clock.instant());
    }

    private boolean hasEnded(Credential who) {
        return hasExpired(who) || !isValid.test(who);
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
