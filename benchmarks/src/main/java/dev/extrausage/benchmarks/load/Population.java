package dev.extrausage.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The accounts. Each is drawn from the seed and its rank alone, so none is kept: five
 * million accounts cost no memory here.
 *
 * <p>Most can pay for what they are expected to use; one in thirty is given half of it and runs
 * out, and so do those on the Free plan who use more than it includes. So a realistic few percent
 * of the events are not covered, and notices are given when limits are reached.
 */
public final class Population {
    /** The mean cost of an event of {@link UsageLoad}, in nano-USD. */
    static final double MEAN_COST_NANOS = 20_300_000;

    private static final long USD = 1_000_000_000L;
    private static final long MOST_CREDIT = 9_000_000 * USD;

    private final LoadShape shape;
    private final Skew skew;

    Population(LoadShape shape) {
        this.shape = shape;
        skew = new Skew(shape.accounts(), shape.skew());
    }

    /** A rank for a number drawn evenly from 0 to below 1. */
    int rankOf(double drawn) {
        return skew.rankOf(drawn);
    }

    /** The name of the account of that rank, from 0 on. */
    public static String accountId(int rank) {
        return "acct-" + (10_000_000 + rank);
    }

    /** The share of an account's use by third-party apps: {@link Customer#thirdPartyPercent}. */
    int thirdPartyPercent(int rank) {
        SplittableRandom random = randomOf(rank);
        return thirdPartyPercent(random.nextInt(100), isOnFree(rank, random.nextInt(100)));
    }

    Customer customer(int rank) {
        SplittableRandom random = randomOf(rank);
        int habit = random.nextInt(100);
        int paying = random.nextInt(100);
        boolean isOnFree = isOnFree(rank, paying);
        String plan = isOnFree ? "free" : paying < 5 ? "enterprise" : paying < 15 ? "team" : "pro";
        long expected = expectedNanos(rank);
        long credit = isOnFree ? 0 : Math.min(MOST_CREDIT,
                random.nextInt(30) == 0 ? Math.max(USD / 10, expected / 2)
                        : Math.max(5 * USD, expected + expected / 4));
        return new Customer(accountId(rank), plan, plan.equals("team") ? 1 + habit % 10 : 1,
                shape.openedBefore() - TimeUnit.DAYS.toMillis(1)
                        - random.nextLong(TimeUnit.DAYS.toMillis(24)),
                grants(credit, random.nextInt(10)), random.nextInt(4) == 0 && !isOnFree ? USD : 0,
                random.nextInt(10) == 0 ? Math.max(50 * USD, expected) : 0,
                !isOnFree && random.nextInt(5) == 0, random.nextInt(10) == 0,
                thirdPartyPercent(habit, isOnFree));
    }

    private long expectedNanos(int rank) {
        return (long) Math.min(MOST_CREDIT,
                skew.shareOf(rank) * shape.expectedEvents() * MEAN_COST_NANOS);
    }

    /** True for a part of those that use little: nobody who uses much is on the Free plan. */
    private boolean isOnFree(int rank, int paying) {
        return paying >= 75 && expectedNanos(rank) < 4 * USD;
    }

    /** On the Free plan third-party apps are refused, so hardly anybody tries. */
    private static int thirdPartyPercent(int habit, boolean isOnFree) {
        return isOnFree ? 2 : habit < 25 ? 90 : 30;
    }

    /** Six in ten have one grant, three two, one five. */
    private static List<Long> grants(long credit, int drawn) {
        int count = credit == 0 ? 0 : drawn < 6 ? 1 : drawn < 9 ? 2 : 5;
        List<Long> grants = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            grants.add(credit / count);
        }
        return grants;
    }

    private SplittableRandom randomOf(int rank) {
        return new SplittableRandom(shape.seed() * 0x9E3779B97F4A7C15L + rank);
    }
}
