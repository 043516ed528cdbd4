package dev.extrausage.benchmarks.rounds;

import java.time.Duration;

/**
 * A contender right after one of its commits was seen.
 *
 * @param nanos when, by {@link System#nanoTime}
 * @param millis the same moment in milliseconds since 1970
 * @param handled the events that are committed
 * @param cpu processor time of its process since that started
 * @param brokerCpu of the broker's
 */
record Sighting(long nanos, long millis, long handled, Duration cpu, Duration brokerCpu) { }
