package dev.extrausage.benchmarks.sweep;

import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One point of the sweep.
 *
 * @param dimension what is varied, as it is asked for: {@code accounts}, {@code hot} and so on
 * @param name what tells it from the others of its dimension, as in {@code 1,000 accounts}
 * @param settings what is measured
 */
record Point(String dimension, String name, BenchSettings settings) {
    static final String ONE_HOT = "1 account, 1 partition";
    static final String ONE_PARTITION = "100,000 accounts, 1 partition";
    static final String MANY = "100,000 accounts";
    static final String MOST = "5,000,000 accounts";

    /** The dimensions that may be varied. */
    static final List<String> DIMENSIONS =
            List.of("hot", "accounts", "skew", "duplicates", "partitions", "commit");

    /** Rates that a slow machine reaches: an estimate should rather be too long. */
    private static final double OPENED_PER_SECOND = 40_000;
    private static final double LOADED_PER_SECOND = 200_000;
    private static final double LEDGER_PER_SECOND = 80_000;
    private static final double CEILING_PER_SECOND = 300_000;
    private static final double INPUTS_TO_OPEN = 2.85;
    /** Of rarer commits, a round of the usual length has too few to tell a rate. */
    private static final long USUAL_LONGEST_INTERVAL = 500;
    /** With what the ceiling warms up beyond its events. */
    private static final Duration START_AND_STOP = Duration.ofSeconds(60);

    /** All points, each with everything but its own dimension as in {@code base}. */
    static List<Point> all(BenchSettings base) {
        BenchSettings both = base.of(Set.of(Contender.CEILING, Contender.LEDGER));
        List<Point> points = new ArrayList<>();
        BenchSettings one = both.ofPartitions(1).ofThreads(1);
        points.add(new Point("hot", ONE_PARTITION, one.ofAccounts(100_000)));
        points.add(new Point("hot", ONE_HOT, one.ofAccounts(1)));
        points.add(new Point("accounts", MANY, both.ofAccounts(100_000)));
        points.add(new Point("accounts", MOST, both.ofAccounts(5_000_000)));
        points.add(new Point("accounts", "1 account", both.ofAccounts(1)));
        points.add(new Point("accounts", "1,000 accounts", both.ofAccounts(1_000)));
        points.add(new Point("accounts", "1,000,000 accounts", both.ofAccounts(1_000_000)));
        for (double skew : new double[] {0, 1, 1.5}) {
            points.add(new Point("skew", "skew " + skew, both.ofSkew(skew)));
        }
        for (double share : new double[] {0, 0.1, 0.3}) {
            points.add(new Point("duplicates", Math.round(share * 100) + " % duplicates",
                    both.ofDuplicates(share)));
        }
        for (int partitions : new int[] {1, 8, 16}) {
            points.add(new Point("partitions", partitions + " partitions",
                    both.ofPartitions(partitions)));
        }
        for (long millis : new long[] {20, 500, 2_000}) {
            points.add(new Point("commit", "commits every " + millis + " ms",
                    both.ofCommitInterval(millis).ofEvents(Math.min(BenchSettings.MOST_EVENTS,
                            both.events() * Math.max(1, millis / USUAL_LONGEST_INTERVAL)))));
        }
        return points;
    }

    /** About how long it takes. */
    Duration expected() {
        double events = settings.allEvents();
        double opening = settings.accounts() * INPUTS_TO_OPEN;
        return START_AND_STOP.plusMillis((long) (1_000 * (opening / LOADED_PER_SECOND
                + opening / OPENED_PER_SECOND + events / LOADED_PER_SECOND
                + events / LEDGER_PER_SECOND + events / CEILING_PER_SECOND)));
    }
}
