package dev.extrausage.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws plans for {@link RandomEvents}: begun, changed, scheduled; anchors near their limits. */
final class RandomPlans {
    private static final String[] PLANS = {
        "pro", "pro", "pro", "free", "free", "team", "team", "enterprise", "max", "platinum"};
    private static final long[] USD = {0, 1, 2, 10, 20, 100, 1_000};

    private final Random random;

    RandomPlans(Random random) {
        this.random = random;
    }

    Change opening(long time) {
        return new Change.PlanStarted(random.nextInt(4) == 0 ? "free" : "pro", 1, null,
                random.nextInt(6) == 0 ? held(time - random.nextInt(2_000_000_000)) : null);
    }

    Change started(Account account, long time) {
        Long anchor = random.nextInt(3) == 0 ? (Long) anchor(account, time) : null;
        if (account.wasOpened() && random.nextInt(4) == 0) {
            Subscription same = account.subscription();
            return new Change.PlanStarted(
                    same.plan(), same.seats(), same.customAllowanceNanos(), anchor);
        }
        return new Change.PlanStarted(plan(), seats(), custom(), anchor);
    }

    /** A plan for the next roll: another, the same again, or the present one. */
    Change scheduled(Account account) {
        Subscription now = account.subscription();
        if (now != null && random.nextInt(6) == 0) {
            return new Change.PlanChangeScheduled(
                    now.plan(), now.seats(), now.customAllowanceNanos());
        }
        if (now != null && now.next() != null && random.nextInt(3) == 0) {
            return new Change.PlanChangeScheduled(now.next().plan(), now.next().seats(),
                    now.next().customAllowanceNanos());
        }
        return new Change.PlanChangeScheduled(plan(), seats(), custom());
    }

    private long anchor(Account account, long time) {
        List<Long> anchors = new ArrayList<>(List.of(
                time, time + InputAge.AHEAD_MILLIS, time - random.nextInt(2_000_000_000),
                time - random.nextLong(3L * 366 * 86_400_000), Bounds.MIN_TIME));
        if (account.clock() != null) {
            anchors.add(account.clock());
            anchors.add(account.clock() + InputAge.AHEAD_MILLIS);
        }
        if (account.wasOpened()) {
            Cycle cycle = account.subscription().cycle();
            anchors.add(cycle.anchor());
            anchors.add(cycle.start());
            anchors.add(cycle.start() + InputAge.AHEAD_MILLIS);
            anchors.add(cycle.end());
            anchors.add(Cycle.of(cycle.anchor(), Math.max(0, cycle.index() - 1)).start());
        }
        int nudge = random.nextInt(3) == 0 ? random.nextInt(3) - 1 : 0;
        return held(anchors.get(random.nextInt(anchors.size())) + nudge);
    }

    private static long held(long time) {
        return Math.max(Bounds.MIN_TIME, Math.min(Bounds.TIME_END - 1, time));
    }

    private String plan() {
        return PLANS[random.nextInt(PLANS.length)];
    }

    private long seats() {
        return switch (random.nextInt(5)) {
            case 0 -> Bounds.MAX_SEATS;
            case 1 -> 1 + random.nextInt(9);
            default -> 1;
        };
    }

    private Long custom() {
        return random.nextInt(5) > 0 ? null
                : (Long) (USD[random.nextInt(USD.length)] * Money.NANOS_PER_USD
                        + (random.nextInt(4) == 0 ? random.nextInt(1_000_000_000) : 0));
    }
}
