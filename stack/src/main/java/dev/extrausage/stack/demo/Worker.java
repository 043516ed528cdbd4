package dev.extrausage.stack.demo;

import dev.extrausage.core.UsageEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A player at work: what is still to be done, and what came of it. */
final class Worker {
    /** Refused so often in a stretch of work, a person leaves it until later. */
    private static final int GIVES_UP_AFTER = 5;

    private final Player player;
    private final Deque<Deed> deeds;
    private final Deque<UsageEvent> today = new ArrayDeque<>();
    private long published;
    private long blocked;
    private int refusals;
    private String topUpAsked;
    private long topUpAskedAt;
    private int topUps;

    Worker(Player player) {
        this.player = player;
        deeds = new ArrayDeque<>(player.deeds());
    }

    Player player() {
        return player;
    }

    /**
     * The next deed to its account by {@code after} the demo's beginning; null when there is none.
     */
    Deed deedBy(Duration after) {
        Deed next = deeds.peek();
        return next != null && next.after().compareTo(after) <= 0 ? deeds.poll() : null;
    }

    /** These are the requests of today; what was left of yesterday's is not wanted any more. */
    void plans(List<UsageEvent> requests) {
        today.clear();
        today.addAll(requests);
    }

    /** The next request at or before {@code millis}; null when there is none. */
    UsageEvent nextBy(long millis) {
        UsageEvent next = today.peek();
        return next != null && next.occurredAt() <= millis ? next : null;
    }

    void ran() {
        today.poll();
        published++;
    }

    void wasBlocked() {
        today.poll();
        if (++refusals <= GIVES_UP_AFTER) {
            blocked++;
        }
    }

    /** A new stretch of work: what was left is tried again. */
    void takesHeart() {
        refusals = 0;
    }

    void did() {
        published++;
    }

    /** True if it is so long since the last top-up was asked for; true if none was. */
    boolean hasNotAskedFor(Duration time, long now) {
        return topUpAsked == null || now - topUpAskedAt >= time.toMillis();
    }

    /** Asks for credit by hand; returns the key. */
    String asks(long now) {
        topUpAskedAt = now;
        topUpAsked = player.name() + "-by-hand-" + ++topUps;
        return topUpAsked;
    }

    /** The top-up asked for last; null when none was. */
    String topUpAsked() {
        return topUpAsked;
    }

    /** The number of events published for it. */
    long published() {
        return published;
    }

    /** The number of requests that the service refused. */
    long blocked() {
        return blocked;
    }
}
