package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.contender.Job;
import dev.extrausage.benchmarks.contender.ProgressMark;
import dev.extrausage.benchmarks.contender.Runner;
import dev.extrausage.benchmarks.process.Broker;
import dev.extrausage.benchmarks.process.ChildFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One contender's turn: it is started, handles all events that wait for it, and is stopped. Its
 * commits are looked for from before it starts: a fast one has handled hundreds of thousands of
 * events before its process says that it is ready.
 */
final class Turn {
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);

    private final Broker broker;
    private final Runner runner;
    private final Committed committed;
    private final List<Sighting> seen = new ArrayList<>();
    private final long before;
    private final long end;
    private long begunAt;
    private boolean hasBegun;

    /** Where the group stands must be settled. */
    Turn(Broker broker, Runner runner, Committed committed) {
        this.broker = broker;
        this.runner = runner;
        this.committed = committed;
        before = committed.handled();
        end = committed.written();
    }

    /** {@code longest}: it is stopped then, if it has not handled everything. */
    TurnResult run(Job job, int round, Duration longest) {
        ProgressMark last = handle(job, longest);
        long events = handled() - before;
        Map<String, TurnResult.PerEvent> written = new TreeMap<>();
        last.sent().forEach((topic, sent) -> written.put(topic, new TurnResult.PerEvent(
                sent.records() / (double) events, sent.bytes() / (double) events)));
        return new TurnResult(runner.contender(), round, events,
                events / ((seen.get(seen.size() - 1).nanos() - begunAt) / 1e9),
                Steady.of(seen, before, events, Duration.ofMillis(job.commitIntervalMillis()),
                        last.pauses()), written);
    }

    /** Handles what waits, and says what was done for it. */
    ProgressMark handle(Job job, Duration longest) {
        if (handled() < end) {
            begunAt = System.nanoTime();
            runner.beginSoon(job);
            awaitAll(longest);
            awaitBegun();
            return runner.end();
        }
        throw new IllegalStateException("nothing waits for " + runner.contender().option());
    }

    private long handled() {
        return seen.isEmpty() ? before : seen.get(seen.size() - 1).handled();
    }

    private void awaitAll(Duration longest) {
        long lastMove = System.nanoTime();
        while (handled() < end) {
            boolean isStanding =
                    System.nanoTime() - lastMove > LONGEST_STANDSTILL.toNanos();
            if (!hasBegun && (isStanding || runner.hasBegun())) {
                awaitBegun(); // a start that restores much may take longer than a standstill
                lastMove = System.nanoTime();
            } else if (isStanding) {
                throw standstill();
            }
            if (look()) {
                lastMove = System.nanoTime();
            }
            if (hasBegun && System.nanoTime() - begunAt > longest.toNanos() && !seen.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private void awaitBegun() {
        if (!hasBegun) {
            runner.awaitBegun();
            hasBegun = true;
        }
    }

    private boolean look() {
        long now = committed.handled();
        long nanos = System.nanoTime();
        long millis = System.currentTimeMillis();
        if (now == handled()) {
            return false;
        }
        seen.add(new Sighting(nanos, millis, now, runner.cpu(), broker.cpu()));
        return true;
    }

    private ChildFailed standstill() {
        runner.mark(); // throws with the reason if it has stopped
        return new ChildFailed(runner.contender().option() + " has committed nothing for "
                + LONGEST_STANDSTILL.toSeconds() + " s, at " + handled() + " of " + end);
    }
}
