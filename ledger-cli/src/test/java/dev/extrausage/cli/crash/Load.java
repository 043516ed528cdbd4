package dev.extrausage.cli.crash;

import dev.extrausage.core.Change;
import dev.extrausage.core.Change.AutoReloadSet;
import dev.extrausage.core.Change.CreditGranted;
import dev.extrausage.core.Change.ExtraUsageSwitched;
import dev.extrausage.core.Change.LowBalanceNoticeSet;
import dev.extrausage.core.Change.PlanStarted;
import dev.extrausage.core.Change.RefundOrdered;
import dev.extrausage.core.Change.SpendLimitSet;
import dev.extrausage.core.GrantKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Traffic: usage of accounts with and without auto-reload, cards of all kinds, settings that
 * change, top-ups by hand, some for which the ledger will refuse the credit, refunds, and among it
 * duplicates and bad inputs. What it sends depends on the seed alone, but for ids and times.
 */
final class Load implements Traffic {
    /** In nano-USD. */
    static final long DOLLAR = 1_000_000_000L;

    private static final int EVERY_MILLIS = 10;
    /** While Kafka is away no more than this waits for it. */
    private static final int MOST_UNDER_WAY = 3_000;
    private static final int TRAPS = 500;
    private static final int RECENT = 5_000;

    private final Sender sender;
    private final Random random;
    private final Crowd crowd = new Crowd();
    private final Deque<String> traps = new ArrayDeque<>();
    private final List<Sender.Good> recent = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private ScheduledFuture<?> running;
    private final boolean isOfRules2;
    private final int atOnce;
    private final List<String> bought = new ArrayList<>();
    private int topUps;
    private int refunds;

    /**
     * One that rests.
     *
     * @param isOfRules2 if the ledger knows what came with rules version 2
     * @param perSecond records, in hundreds
     */
    Load(Sender sender, Random random, boolean isOfRules2, int perSecond) {
        this.sender = sender;
        this.random = random;
        this.isOfRules2 = isOfRules2;
        atOnce = perSecond * EVERY_MILLIS / 1_000;
    }

    /** Opens all accounts, and returns when the ledger has decided what the load builds on. */
    void openAccounts(JournalWatch journal) {
        List<Sender.Good> first = new ArrayList<>();
        crowd.all().forEach(a -> first.add(sender.change(a, new PlanStarted("pro", 1, null))));
        await(first, journal);
        List<Sender.Good> second = new ArrayList<>();
        crowd.reloading.forEach(a -> second.add(sender.change(a,
                new AutoReloadSet(true, 3 * DOLLAR, 5 * DOLLAR, 1_000_000 * DOLLAR))));
        for (int i = 0; i < TRAPS; i++) {
            second.add(trap(i));
        }
        await(second, journal);
    }

    /** A goodwill grant of the name that a top-up will have, whose credit is refused (P3, A4). */
    private Sender.Good trap(int number) {
        String account = Crowd.one(crowd.plain, random);
        String id = "trap-" + number + ":" + account;
        traps.add(id);
        return sender.change(account,
                new CreditGranted(id, GrantKind.GOODWILL, DOLLAR / 100, null, null, null));
    }

    private static void await(List<Sender.Good> events, JournalWatch journal) {
        Await.untilNothing("not decided", () -> events.stream()
                .filter(e -> !journal.hasEntry(e.accountId(), e.eventId()))
                .map(Sender.Good::toString).findFirst().orElse(""));
    }

    @Override public void go() {
        running = timer.scheduleAtFixedRate(
                this::someMore, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override public void rest() {
        running.cancel(false);
        awaitTheTurnUnderWay();
        Await.untilNothing("not acknowledged", sender::namesUnderWay);
    }

    /** It may be about to send, though all that it has sent is acknowledged. */
    private void awaitTheTurnUnderWay() {
        Future<?> after = timer.submit(() -> { });
        Await.until("the load's last turn", after::isDone);
    }

    private void someMore() {
        for (int i = 0; i < atOnce && sender.underWay() < MOST_UNDER_WAY; i++) {
            one(random.nextInt(1000));
        }
    }

    private void one(int kind) {
        if (kind < 880) {
            remember(usage());
        } else if (kind < 930) {
            remember(sender.change(crowd.any(random), setting()));
        } else if (kind < 970 && !recent.isEmpty()) {
            sender.again(Crowd.one(recent, random));
        } else if (kind < 985 && !recent.isEmpty()) {
            sender.mangled(Crowd.one(List.of(Mangling.values()), random),
                    Crowd.one(recent, random), random);
        } else if (kind < 990 && isOfRules2 && !bought.isEmpty()) {
            orderRefund();
        } else if (kind < 997) {
            topUp();
        } else if (!traps.isEmpty()) {
            String id = traps.poll();
            sender.topUp(id.substring(id.indexOf(':') + 1), id);
        }
    }

    /** Of a purchase that may not be there yet, or be used up: then the ledger refuses it. */
    private void orderRefund() {
        String grantId = Crowd.one(bought, random);
        remember(sender.change(grantId.substring(grantId.indexOf(':') + 1),
                new RefundOrdered("back-" + refunds++, grantId, DOLLAR)));
    }

    private void topUp() {
        String account = Crowd.one(crowd.plain, random);
        String id = "by-hand-" + topUps++ + ":" + account;
        sender.topUp(account, id);
        bought.add(id);
        if (random.nextInt(4) == 0) {
            sender.topUp(account, id);
        }
    }

    private Sender.Good usage() {
        boolean isThirdParty = random.nextInt(3) > 0;
        return sender.usage(crowd.any(random), isThirdParty ? "cursor" : "claude.ai",
                random.nextInt(20_000), random.nextInt(10_000));
    }

    private Change setting() {
        return switch (random.nextInt(4)) {
            case 0 -> new SpendLimitSet(random.nextBoolean() ? null
                    : random.nextInt(1000) * DOLLAR);
            case 1 -> new ExtraUsageSwitched(random.nextInt(4) > 0);
            case 2 -> new LowBalanceNoticeSet(random.nextInt(10) * DOLLAR);
            default -> new PlanStarted(random.nextBoolean() ? "pro" : "team",
                    1 + random.nextInt(3), null);
        };
    }

    private void remember(Sender.Good event) {
        if (recent.size() < RECENT) {
            recent.add(event);
        } else {
            recent.set(random.nextInt(RECENT), event);
        }
    }

    @Override public void close() {
        timer.shutdownNow();
    }
}
