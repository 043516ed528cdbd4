package dev.extrausage.benchmarks.api;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * One figure of the HTTP API and its bound in docs/API.md section 4.
 *
 * @param id its field in the JSON
 * @param what it is
 * @param bound the bound; NaN: none
 * @param isAtLeast true if more is better
 * @param value what was measured
 * @param unit of bound and value
 * @param effort how it was, and what it took
 */
record ApiFigure(String id, String what, double bound, boolean isAtLeast, double value,
        String unit, Effort effort) {

    /**
     * The conditions and the cost of a figure.
     *
     * @param nanos the times of single operations; null where nothing was timed one by one
     * @param operations all that were done while {@code cpuSeconds} ran
     * @param cpuSeconds of the server's process; NaN where it was not told
     * @param loadAverage of the machine, when the measurement began
     */
    record Effort(Histogram nanos, long operations, double cpuSeconds, double loadAverage) {
        private static final double NANOS_PER_MILLI = 1e6;
        private static final double MICROS_PER_SECOND = 1e6;

        /** In milliseconds; NaN where nothing was timed. */
        double millis(double percentile) {
            return nanos == null || nanos.getTotalCount() == 0 ? Double.NaN
                    : nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
        }

        /** The server's processor time for one operation, in microseconds. */
        double cpuMicrosEach() {
            return operations == 0 ? Double.NaN : cpuSeconds * MICROS_PER_SECOND / operations;
        }
    }

    static ApiFigure atLeast(
            String id, String what, double bound, double value, String unit, Effort effort) {
        return new ApiFigure(id, what, bound, true, value, unit, effort);
    }

    static ApiFigure atMost(
            String id, String what, double bound, double value, String unit, Effort effort) {
        return new ApiFigure(id, what, bound, false, value, unit, effort);
    }

    /** A p99 in milliseconds. */
    static ApiFigure p99(String id, String what, double bound, Effort effort) {
        return atMost(id, what, bound, effort.millis(99), "ms", effort);
    }

    /** True if there is a bound. */
    boolean isAsked() {
        return !Double.isNaN(bound);
    }

    /** True if the bound is reached; also where there is none. */
    boolean isReached() {
        return !isAsked() || (isAtLeast ? value >= bound : value <= bound);
    }

    /** In a line. */
    String line() {
        return String.format(Locale.ROOT, "%s: %,.1f %s%s", what, value, unit, !isAsked() ? ""
                : isReached() ? ", reached" : String.format(Locale.ROOT,
                        ", not reached: %s %,.0f is asked", isAtLeast ? "at least" : "at most",
                        bound));
    }
}
