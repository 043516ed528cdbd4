package dev.extrausage.stack.demo;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Money;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.intake.Publisher;
import dev.extrausage.intake.TopUpDesk;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Balance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A small load by the world's clock, so that somebody who looks sees figures move: requests of
 * {@link Leads#TEAM} all the time and of one other account in turn, an auto-reload and a spend
 * limit reached within the first minute or two, and a declined card now and then.
 */
final class LiveLoad implements AutoCloseable {
    /** The time between two steps that an onlooker can follow. */
    static final Duration TICK = Duration.ofMillis(700);

    /** The owner of {@link Leads#DECLINED} tries again and again, though not fast. */
    private static final int TICKS_BETWEEN_DECLINES = 60;
    private static final int FIRST_DECLINE = 15;
    private static final int BUSY_TICKS = 120;
    private static final long LEAST_RELOAD_USD = 25;
    private static final long LEAST_CAP_USD = 600;
    private static final long ROOM_USD = 1;
    /** Less would be gone before anybody looks. */
    private static final long LEAST_ROOM_NANOS = Money.NANOS_PER_USD / 4;
    private static final int TOP_UP_USD = 10;

    private final InstantSource clock;
    private final Service service;
    private final Publisher publisher;
    private final TopUpDesk desk;
    private final Scoreboard scoreboard;
    private final List<Player> others;
    private final Player team;
    private final Random random;
    private long ticks;

    /** A load on those of the accounts that are still open. */
    LiveLoad(Cluster cluster, Catalog catalog, List<Player> players, InstantSource clock,
            long seed) {
        this.clock = clock;
        service = new Service(catalog);
        publisher = Publisher.unordered(cluster);
        desk = new TopUpDesk(cluster);
        scoreboard = new Scoreboard(cluster, clock.instant());
        team = named(players, Leads.TEAM);
        others = players.stream().filter(player -> player != team).toList();
        random = new Random(seed);
    }

    private static Player named(List<Player> players, String name) {
        return players.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /** Goes on, a step each {@code tick}, until {@code isOver}. */
    void run(Duration tick, BooleanSupplier isOver) {
        while (!isOver.getAsBoolean() && scoreboard.balance(Leads.TEAM) == null) {
            scoreboard.refresh();
        }
        scoreboard.refresh();
        if (!isOver.getAsBoolean()) {
            setReloadCloseAbove(scoreboard.balance(Leads.TEAM));
            setLimitCloseAbove(scoreboard.balance(Leads.LIMITED));
        }
        for (; !isOver.getAsBoolean(); ticks++) {
            tick();
            LockSupport.parkNanos(tick.toNanos());
        }
    }

    private void tick() {
        scoreboard.refresh();
        request(team);
        request(others.get((int) (ticks % others.size())));
        request(named(others, Leads.LIMITED));
        if (ticks % TICKS_BETWEEN_DECLINES == FIRST_DECLINE) {
            asks(Leads.DECLINED);
        }
        publisher.finish();
    }

    private void request(Player player) {
        Balance snapshot = scoreboard.balance(player.name());
        if (snapshot == null) {
            return;
        }
        Request kind = kind(player);
        long now = clock.millis();
        String member = player.members() == 1 ? null
                : player.name() + "-" + (1 + random.nextInt(player.members()));
        UsageEvent usage = kind.at(now, EventId.derived(now, player.name() + " live " + ticks + " "
                + random.nextLong()), player.name(), member, session(kind, member), random);
        if (service.answer(usage, snapshot, 0) == Service.Word.RUN) {
            publisher.publish(usage);
        }
    }

    /** Once everything was seen to happen the team spends little, or a day of it would tower. */
    private Request kind(Player player) {
        if (player == team && ticks > BUSY_TICKS && random.nextInt(4) > 0) {
            return Request.COMPLETION;
        }
        List<Request> kinds = random.nextInt(4) == 0 ? Request.FIRST_PARTY
                : player.habit().requests();
        return kinds.get(random.nextInt(kinds.size()));
    }

    private static String session(Request kind, String member) {
        return kind.app() + "-live" + (member == null ? "" : "-" + member);
    }

    /** A dollar or two further down its auto-reload buys. */
    private void setReloadCloseAbove(Balance balance) {
        long threshold = Math.max(0, usd(balance.getExtraUsageNanos()) - ROOM_USD);
        long amount = Math.max(LEAST_RELOAD_USD, threshold);
        long cap = Math.max(LEAST_CAP_USD, usd(balance.getReloadedNanos()) + 10 * amount);
        changes(Leads.TEAM, new Change.AutoReloadSet(true, threshold * Money.NANOS_PER_USD,
                amount * Money.NANOS_PER_USD, cap * Money.NANOS_PER_USD));
    }

    /** It has credit, and a dollar or so further up it may not spend it any more. */
    private void setLimitCloseAbove(Balance balance) {
        if (balance != null) {
            asks(Leads.LIMITED);
            changes(Leads.LIMITED, new Change.SpendLimitSet(
                    (usd(balance.getSpentNanos() + LEAST_ROOM_NANOS) + ROOM_USD)
                            * Money.NANOS_PER_USD));
        }
    }

    private void changes(String account, Change change) {
        long now = clock.millis();
        publisher.publish(new AccountEvent(EventId.derived(now, account + " live " + change),
                account, now, Play.OWNER, change));
    }

    private void asks(String account) {
        Instant now = clock.instant();
        desk.request(account, account + "-live-" + now.toEpochMilli(), Player.usd(TOP_UP_USD), now);
    }

    /** In whole dollars, rounded down. */
    private static long usd(long nanos) {
        return nanos / Money.NANOS_PER_USD;
    }

    @Override
    public void close() {
        scoreboard.close();
        desk.close();
        publisher.close();
    }
}
