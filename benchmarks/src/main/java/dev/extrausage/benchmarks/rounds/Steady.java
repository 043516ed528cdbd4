package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.contender.ProgressMark;
import dev.extrausage.benchmarks.report.Slope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The steady part of a turn: between the first commit past a quarter of the events, when the start
 * and the filling of caches are over, and the last before nine tenths of them, when one partition
 * after another runs dry.
 *
 * @param events that were handled in it
 * @param eventsPerSecond the slope of the line that fits its commits best
 * @param seconds how long it was
 * @param cpuSecondsPerMillion processor time of the contender's process for a million events
 * @param brokerCpuSecondsPerMillion of the broker's
 * @param pauses for garbage collection in it
 * @param pauseMillis their sum
 * @param longestPauseMillis the longest of them
 */
public record Steady(
        long events, double eventsPerSecond, double seconds, double cpuSecondsPerMillion,
        double brokerCpuSecondsPerMillion, long pauses, long pauseMillis,
        long longestPauseMillis) {
    private static final double FROM = 0.25;
    private static final double TO = 0.92;
    private static final double MILLION = 1e6;

    /**
     * A commit is seen at the next look, some 10 ms late when processors are rare, and each thread
     * commits for itself, so a height is off by up to what one handles in an interval. Over so
     * many commits a rate is right to a few percent; of fewer it could be anything.
     */
    private static final int LEAST_COMMITS = 10;
    private static final int LEAST_INTERVALS = 5;
    private static final Duration LEAST_TIME = Duration.ofSeconds(1);
    /** The aim: three times as much, should it be faster than before. */
    private static final int AIMED_INTERVALS = 15;
    private static final Duration AIMED_TIME = Duration.ofSeconds(3);

    /**
     * Of a turn.
     *
     * @param seen its commits, in their order
     * @param before what was handled before it
     * @param events that it was to handle
     * @param commitInterval how often the contender commits
     * @param pauses of the contender
     * @return empty if the steady part has too few commits, or is too short, to tell
     */
    static Optional<Steady> of(List<Sighting> seen, long before, long events,
            Duration commitInterval, List<ProgressMark.Pause> pauses) {
        List<Sighting> steady = seen.stream()
                .filter(s -> s.handled() - before >= FROM * events
                        && s.handled() - before <= TO * events).toList();
        if (steady.size() < LEAST_COMMITS) {
            return Optional.empty();
        }
        Sighting first = steady.get(0);
        Sighting last = steady.get(steady.size() - 1);
        if (last.nanos() - first.nanos() < longer(
                LEAST_TIME, commitInterval.multipliedBy(LEAST_INTERVALS)).toNanos()) {
            return Optional.empty();
        }
        return Optional.of(between(first, last, rate(steady), pauses.stream()
                .filter(p -> p.endedAt() >= first.millis() && p.endedAt() <= last.millis())
                .toList()));
    }

    private static double rate(List<Sighting> steady) {
        return Slope.perSecond(steady.stream()
                .map(s -> new Slope.Seen(s.nanos(), s.handled())).toList());
    }

    private static Steady between(
            Sighting first, Sighting last, double rate, List<ProgressMark.Pause> pauses) {
        long events = last.handled() - first.handled();
        return new Steady(events, rate, (last.nanos() - first.nanos()) / 1e9,
                seconds(last.cpu().minus(first.cpu())) / (events / MILLION),
                seconds(last.brokerCpu().minus(first.brokerCpu())) / (events / MILLION),
                pauses.size(), pauses.stream().mapToLong(ProgressMark.Pause::millis).sum(),
                pauses.stream().mapToLong(ProgressMark.Pause::millis).max().orElse(0));
    }

    /** The number of events a turn should have, so that its steady part is long enough to tell. */
    static long eventsToTell(double eventsPerSecond, Duration commitInterval) {
        Duration aimed = longer(AIMED_TIME, commitInterval.multipliedBy(AIMED_INTERVALS));
        return (long) Math.ceil(eventsPerSecond * seconds(aimed) / (TO - FROM));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
