package dev.extrausage.benchmarks.http;

import org.HdrHistogram.Histogram;

/**
 * The answers to a load. Times run from when a request was due to the last byte of its answer, so
 * what waits behind a slow answer counts as slow, too.
 *
 * @param answered requests with status 200 to 299
 * @param failed requests with another status
 * @param sent requests in all, those of the warm-up included
 * @param perSecond answers a second
 * @param nanos the times of all of them
 */
public record HttpLoadResult(
        long answered, long failed, long sent, double perSecond, Histogram nanos) {
    /** One line: the rate and the times in milliseconds. */
    public String line() {
        return String.format(java.util.Locale.ROOT,
                "%,.0f/s, %d failed, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, longest %.2f ms",
                perSecond, failed, millis(50), millis(99), millis(99.9), millis(100));
    }

    private double millis(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }
}
