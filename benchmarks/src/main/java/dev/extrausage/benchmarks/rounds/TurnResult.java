package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.settings.Contender;
import java.util.Map;

/**
 * What one contender did in one turn.
 *
 * @param contender which
 * @param round from 1; 0 is the warm-up
 * @param events handled in all
 * @param measuredEvents of them, those between the two commits that were measured
 * @param eventsPerSecond between those two
 * @param seconds between those two
 * @param cpuSecondsPerMillion processor time of the contender's process for a million events
 * @param brokerCpuSecondsPerMillion of the broker's
 * @param pauses of the garbage collector in those seconds
 * @param pauseMillis their sum
 * @param longestPauseMillis the longest of them
 * @param written by topic, over all events
 */
public record TurnResult(
        Contender contender, int round, long events, long measuredEvents,
        double eventsPerSecond, double seconds,
        double cpuSecondsPerMillion, double brokerCpuSecondsPerMillion, long pauses,
        long pauseMillis, long longestPauseMillis, Map<String, PerEvent> written) {

    /**
     * What was written to a topic for each event, on average.
     *
     * @param records how many
     * @param bytes as they were sent
     */
    public record PerEvent(double records, double bytes) {
        /** An average record's bytes; 0 if there was none. */
        public double bytesPerRecord() {
            return records == 0 ? 0 : bytes / records;
        }

        PerEvent plus(PerEvent other) {
            return new PerEvent(records + other.records, bytes + other.bytes);
        }
    }

    /** To all topics together. */
    public PerEvent writtenInAll() {
        return written.values().stream().reduce(new PerEvent(0, 0), PerEvent::plus);
    }
}
