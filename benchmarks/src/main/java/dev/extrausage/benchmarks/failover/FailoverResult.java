package dev.extrausage.benchmarks.failover;

import dev.extrausage.benchmarks.report.Spread;

/**
 * The time for which inputs waited when one thing ended.
 *
 * @param what ended, and how
 * @param aimSeconds the most that is aimed at
 * @param gap seconds in which the partition that waited longest had no entry
 * @param allAfter seconds from the end until every partition went on
 * @param ready seconds from its next start until it decided partitions again or said that it is a
 *     healthy spare; null where nothing was started again
 * @param loadAverage of the machine, the greatest
 */
public record FailoverResult(String what, double aimSeconds, Spread gap, Spread allAfter,
        Spread ready, double loadAverage) { }
