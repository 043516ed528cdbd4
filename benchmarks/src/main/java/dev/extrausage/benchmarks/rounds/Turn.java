package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.contender.Job;
import dev.extrausage.benchmarks.contender.Mark;
import dev.extrausage.benchmarks.contender.Runner;
import dev.extrausage.benchmarks.process.Broker;
import dev.extrausage.benchmarks.process.ChildFailed;
import dev.extrausage.benchmarks.report.Slope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One contender's turn: it is started, handles all events that wait for it, and is stopped. What is
 * measured lies between two of its commits: the first past a quarter of the events, when its start
 * and the filling of its caches are over, and the first past nine tenths, before one partition
 * after another runs dry.
 */
final class Turn {
    private static final double MEASURED_FROM = 0.25;
    private static final double MEASURED_TO = 0.92;
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);
    private static final double MILLION = 1e6;

    private final Broker broker;
    private final Runner runner;
    private final Committed committed;
    private final List<Slope.Seen> commits = new ArrayList<>();
    private long handled;
    private long end;

    Turn(Broker broker, Runner runner, Committed committed) {
        this.broker = broker;
        this.runner = runner;
        this.committed = committed;
    }

    /** The state of things at a commit. */
    private record Point(long nanos, long handled, Duration cpu, Duration brokerCpu, Mark mark) { }

    TurnResult run(Job job, int round) {
        committed.beginAtZero();
        handled = committed.handled();
        end = committed.written();
        long before = handled;
        long events = end - before;
        runner.begin(job);
        Point start = point();
        awaitHandled(before + (long) (events * MEASURED_FROM));
        Point from = point();
        awaitHandled(before + (long) (events * MEASURED_TO));
        Point to = point();
        awaitHandled(end);
        // So few events that one commit held them all are measured from the start.
        return result(round, events, to.handled() > from.handled() ? from : start, to,
                runner.end());
    }

    /** Handles what waits, without measuring. */
    void handleAll(Job job) {
        committed.beginAtZero();
        handled = committed.handled();
        end = committed.written();
        runner.begin(job);
        awaitHandled(end);
        runner.end();
    }

    private Point point() {
        return new Point(System.nanoTime(), handled, runner.cpu(), broker.cpu(), runner.mark());
    }

    /** Returns right after a commit, so that the time is that of what is committed. */
    private void awaitHandled(long wanted) {
        long lastMove = System.nanoTime();
        while (true) {
            long now = committed.handled();
            boolean hasMoved = now > handled;
            handled = now;
            if (hasMoved) {
                lastMove = System.nanoTime();
                commits.add(new Slope.Seen(lastMove, handled));
            }
            if (handled >= wanted && (hasMoved || handled >= end)) {
                return;
            }
            if (System.nanoTime() - lastMove > LONGEST_STANDSTILL.toNanos()) {
                runner.mark(); // throws with the reason if it has stopped
                throw new ChildFailed(runner.contender().option() + " has committed nothing for "
                        + LONGEST_STANDSTILL.toSeconds() + " s, at " + handled + " of " + wanted);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private TurnResult result(int round, long events, Point from, Point to, Mark last) {
        long measured = to.handled() - from.handled();
        Map<String, TurnResult.PerEvent> written = new TreeMap<>();
        last.sent().forEach((topic, sent) -> written.put(topic, new TurnResult.PerEvent(
                sent.records() / (double) events, sent.bytes() / (double) events)));
        return new TurnResult(runner.contender(), round, events, measured,
                rate(from, to), (to.nanos() - from.nanos()) / 1e9,
                seconds(to.cpu().minus(from.cpu())) / (measured / MILLION),
                seconds(to.brokerCpu().minus(from.brokerCpu())) / (measured / MILLION),
                to.mark().pauses() - from.mark().pauses(),
                to.mark().pauseMillis() - from.mark().pauseMillis(),
                to.mark().longestPauseMillis(), written);
    }

    /** Over all commits from the one to the other. */
    private double rate(Point from, Point to) {
        List<Slope.Seen> seen = new ArrayList<>(commits.stream()
                .filter(c -> c.height() >= from.handled() && c.height() <= to.handled()).toList());
        if (seen.size() < 3) {
            seen = List.of(new Slope.Seen(from.nanos(), from.handled()),
                    new Slope.Seen(to.nanos(), to.handled()));
        }
        return Slope.perSecond(seen);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
