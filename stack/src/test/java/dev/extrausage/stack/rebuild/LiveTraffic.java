package dev.extrausage.stack.rebuild;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Money;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Somebody who sends events of this moment, some of them twice, and what is no event at all. */
final class LiveTraffic {
    private static final long USD = Money.NANOS_PER_USD;

    private final RebuiltCluster cluster;
    private final Random random;
    private final int accounts;
    /** Everything that was sent, each event once. */
    private final List<Event> sent = new ArrayList<>();
    private int names;

    LiveTraffic(RebuiltCluster cluster, long seed, int accounts) {
        this.cluster = cluster;
        this.random = new Random(seed);
        this.accounts = accounts;
    }

    /** Goes on at a copy of the cluster, and knows what was sent to the other. */
    LiveTraffic at(RebuiltCluster copy) {
        LiveTraffic there = new LiveTraffic(copy, random.nextLong(), accounts);
        there.sent.addAll(sent);
        there.names = names;
        return there;
    }

    /** Sends a plan to each account, and waits until none can be decided before it. */
    void open() {
        for (int i = 0; i < accounts; i++) {
            send(change(i, new Change.PlanStarted(i % 4 == 0 ? "free" : "pro", 1, null)));
        }
        cluster.producer.flush();
    }

    void mix(int inputs) {
        for (int i = 0; i < inputs; i++) {
            Event event = any(random.nextInt(accounts + 1)); // one account is never opened
            send(event);
            if (random.nextInt(10) == 0) {
                cluster.send(sent.get(random.nextInt(sent.size())));
            }
            if (random.nextInt(25) == 0) {
                cluster.send(Topics.USAGE_EVENTS, event.accountId(), new byte[] {1, 2, 3});
            }
        }
        cluster.producer.flush();
    }

    /** Sends everything once more that was ever sent. */
    void repeatAll() {
        sent.forEach(cluster::send);
        cluster.producer.flush();
    }

    private void send(Event event) {
        sent.add(event);
        cluster.send(event);
    }

    private Event any(int account) {
        return switch (random.nextInt(14)) {
            case 0, 1 -> change(account, new Change.CreditGranted("grant-" + ++names,
                    GrantKind.PURCHASE, 5 * USD, null, "pay-" + names, "top-" + names));
            case 2 -> change(account, new Change.AutoReloadSet(true, 5 * USD, 10 * USD, null));
            case 3 -> change(account, new Change.TopUpDeclined("top-" + names, "card_declined"));
            case 4 -> change(account, new Change.SpendLimitSet(random.nextInt(50) * USD));
            case 5 -> change(account, new Change.CreditRefunded(
                    "refund-" + ++names, "grant-" + (1 + random.nextInt(names)), USD));
            case 6 -> change(account, new Change.PaymentReversed("chargeback-" + ++names,
                    "grant-" + (1 + random.nextInt(names)), USD));
            default -> usage(account);
        };
    }

    private Event usage(int account) {
        long now = System.currentTimeMillis();
        return new UsageEvent(id(now), "account-" + account, null, now,
                random.nextBoolean() ? "claude.ai" : "cursor", null, "claude-opus-4-5",
                random.nextInt(100_000), random.nextInt(10_000), 0, 0, 0);
    }

    private Event change(int account, Change change) {
        long now = System.currentTimeMillis();
        return new AccountEvent(id(now), "account-" + account, now, "test", change);
    }

    private EventId id(long time) {
        return new EventId(time << 16 | 0x7000L | random.nextInt(0x1000),
                0x8000_0000_0000_0000L | random.nextLong() >>> 2);
    }
}
