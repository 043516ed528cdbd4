package dev.extrausage.stack.demo;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Event;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.intake.Publisher;
import dev.extrausage.intake.TopUpDesk;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Balance;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets the players live through the simulated days, stretch by stretch: they do what they do to
 * their accounts, work as far as the service lets them, and then time moves on. Before it does,
 * everything that is under way (decisions, payments, resets) comes to its end, so that a second of
 * the world, which is hours here, is nobody's disadvantage and the same seed tells the same story.
 */
final class Play implements AutoCloseable {
    /** The actor of all that an account's owner does. */
    static final String OWNER = "demo";
    /** The actor of what support does. */
    static final String SUPPORT = "support:lea";

    private static final int STRETCH_HOURS = 3;
    private static final int MORNING_HOUR = 9;
    private static final long HOUR_MILLIS = 3_600_000L;
    /**
     * While payments are waited for the clock ticks, or what is to be tried again never would be.
     */
    private static final long TICK_MILLIS = 500;
    private static final Duration AFTER_A_DECLINE = Duration.ofDays(6);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE_WITH_PAYMENTS = Duration.ofSeconds(5);
    private static final long AFTER_THE_END_MILLIS = 60_000;

    private final long start;
    private final long end;
    private final long seed;
    private final SimulatedClock clock;
    private final Service service;
    private final List<Worker> workers;
    private final Publisher publisher;
    private final TopUpDesk desk;
    private final Incidents incidents;
    private final Scoreboard scoreboard;
    private long fastestPerSecond;

    /** A play from the clock's present to {@code end}, in milliseconds since 1970. */
    Play(Cluster cluster, Catalog catalog, List<Player> players, SimulatedClock clock, long end,
            long seed) {
        this.start = clock.millis();
        this.end = end;
        this.seed = seed;
        this.clock = clock;
        service = new Service(catalog);
        workers = players.stream().map(Worker::new).toList();
        publisher = Publisher.unordered(cluster);
        desk = new TopUpDesk(cluster);
        scoreboard = new Scoreboard(cluster, Instant.ofEpochMilli(end));
        incidents = new Incidents(cluster, scoreboard, desk);
    }

    /** Plays it all; {@code onStage} hears of the clock after each stretch. */
    void run(Consumer<Play> onStage) {
        LocalDate date = null;
        for (long now = start; now < end;) {
            if (!Workday.dateOf(now).equals(date)) {
                date = Workday.dateOf(now);
                plan(date);
            }
            now = Math.min(end, endOfStretch(now));
            stretch(now);
            onStage.accept(this);
        }
    }

    private static long endOfStretch(long now) {
        long hour = now / HOUR_MILLIS % 24;
        long step = hour < MORNING_HOUR ? MORNING_HOUR - hour
                : STRETCH_HOURS - hour % STRETCH_HOURS;
        return (now / HOUR_MILLIS + step) * HOUR_MILLIS;
    }

    private void plan(LocalDate date) {
        for (Worker worker : workers) {
            long from = start + worker.player().joined().toMillis() + HOUR_MILLIS;
            worker.plans(Workday.of(worker.player(), date,
                    seed + ChronoUnit.DAYS.between(Workday.dateOf(start), date),
                    service::costNanos).stream()
                    .filter(r -> r.occurredAt() > from && r.occurredAt() <= end).toList());
        }
    }

    private void stretch(long until) {
        workers.forEach(worker -> doDeeds(worker, until));
        settle(until);
        workers.forEach(Worker::takesHeart);
        boolean more = true;
        while (more) {
            more = false;
            long before = scoreboard.decided();
            long begun = System.nanoTime();
            for (Worker worker : workers) {
                more |= work(worker, until);
            }
            awaitDecided();
            measure(scoreboard.decided() - before, System.nanoTime() - begun);
            if (more) {
                awaitPayments(until);
            }
        }
        clock.advanceTo(until);
        settle(until + AFTER_THE_END_MILLIS);
    }

    private void doDeeds(Worker worker, long until) {
        for (Deed deed = worker.deedBy(Duration.ofMillis(until - start)); deed != null;
                deed = worker.deedBy(Duration.ofMillis(until - start))) {
            for (Event event : incidents.of(deed, worker, start + deed.after().toMillis())) {
                publisher.publish(event);
                worker.did();
            }
        }
    }

    /** Works as long as the service lets it; whether there is more to do once it looks again. */
    private boolean work(Worker worker, long until) {
        Balance snapshot = scoreboard.balance(worker.player().name());
        long run = 0;
        for (UsageEvent next = worker.nextBy(until); next != null && snapshot != null;
                next = worker.nextBy(until)) {
            switch (service.answer(next, snapshot, run)) {
                case RUN -> {
                    publisher.publish(next);
                    run += service.costNanos(next);
                    worker.ran();
                }
                case BLOCKED -> {
                    worker.wasBlocked();
                    if (service.isForWantOfCredit(next, snapshot) && topsUp(worker, next)) {
                        return true;
                    }
                }
                case LOOK_AGAIN -> {
                    return true;
                }
                default -> throw new IllegalStateException("no word is left");
            }
        }
        return false;
    }

    /** True when a player who pays by hand is out of credit; after a decline not for some days. */
    private boolean topsUp(Worker worker, UsageEvent blocked) {
        String account = worker.player().name();
        long now = Math.max(clock.millis(), blocked.occurredAt());
        boolean wasDeclined = scoreboard.tally(account).declined() > 0;
        if (worker.player().topUpUsd() == 0
                || wasDeclined && !worker.hasNotAskedFor(AFTER_A_DECLINE, now)) {
            return false;
        }
        desk.request(account, worker.asks(now), Player.usd(worker.player().topUpUsd()),
                Instant.ofEpochMilli(now));
        return true;
    }

    /**
     * Waits until all that is under way has come to its end; the clock ticks on, to {@code latest}.
     */
    private void settle(long latest) {
        awaitDecided();
        awaitPayments(latest);
    }

    private void awaitDecided() {
        publisher.finish();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!workers.stream().allMatch(this::isSettled)) {
            scoreboard.refresh();
            if (System.nanoTime() > deadline) {
                throw new DemoStuck(workers.stream().filter(w -> !isSettled(w))
                        .map(w -> w.player().name()).toList());
            }
        }
    }

    /** From the first event's making to the last decision's reading; small lots say nothing. */
    private void measure(long decided, long nanos) {
        if (decided >= 1_000) {
            fastestPerSecond = Math.max(fastestPerSecond, decided * 1_000_000_000L / nanos);
        }
    }

    private boolean isSettled(Worker worker) {
        return scoreboard.tally(worker.player().name()).published() == worker.published();
    }

    private void awaitPayments(long latest) {
        long deadline = System.nanoTime() + PATIENCE_WITH_PAYMENTS.toNanos();
        while (!workers.stream().allMatch(this::isQuiet)) {
            if (System.nanoTime() > deadline || clock.millis() >= latest) {
                return; // it goes on with something unanswered, as the world does
            }
            scoreboard.refresh();
            clock.advanceTo(Math.min(latest, clock.millis() + TICK_MILLIS));
        }
    }

    private boolean isQuiet(Worker worker) {
        String account = worker.player().name();
        Balance balance = scoreboard.balance(account);
        String asked = worker.topUpAsked();
        return balance == null || balance.getTopUpInFlight() == null
                && (asked == null || scoreboard.tally(account).isAnswered(asked))
                && (balance.getNextDueAt() == null
                        || balance.getNextDueAt().toEpochMilli() > clock.millis());
    }

    long now() {
        return clock.millis();
    }

    /** The most inputs decided in a second, in any one lot. */
    long fastestPerSecond() {
        return fastestPerSecond;
    }

    List<Worker> workers() {
        return workers;
    }

    Scoreboard scoreboard() {
        return scoreboard;
    }

    @Override
    public void close() {
        incidents.close();
        scoreboard.close();
        desk.close();
        publisher.close();
    }
}
