package dev.extrausage.benchmarks.latency;

import dev.extrausage.benchmarks.contender.ProgressMark;
import org.HdrHistogram.Histogram;

/**
 * Latency at one load, in milliseconds: from when an event was due to be sent until a
 * {@code read_committed} reader has its entry.
 *
 * @param percent of the maximum
 * @param perSecond events sent
 * @param events that counted
 * @param p50 half of them took at most so long
 * @param p99 99 % of them did
 * @param p999 99.9 % did
 * @param max the slowest
 * @param pauseMillis the ledger's longest pause for garbage collection meanwhile
 */
public record LatencyResult(
        int percent, double perSecond, long events, double p50, double p99, double p999, double max,
        long pauseMillis) {
    private static final double MICROS_PER_MILLI = 1_000;

    static LatencyResult of(int percent, double perSecond, Histogram micros, ProgressMark ledger) {
        return new LatencyResult(percent, perSecond, micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI, ledger.longestPauseMillis());
    }
}
