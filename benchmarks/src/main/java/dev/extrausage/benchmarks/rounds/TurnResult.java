package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.settings.Contender;
import java.util.Map;
import java.util.Optional;

/**
 * The result of one contender in one turn.
 *
 * @param contender which
 * @param round from 1; 0 is the warm-up
 * @param events handled in all
 * @param roughRate events a second from its being told to start until all were handled
 * @param steady its steady part; empty if that was too short to tell
 * @param written by topic, over all events
 */
public record TurnResult(Contender contender, int round, long events, double roughRate,
        Optional<Steady> steady, Map<String, PerEvent> written) {

    /**
     * The volume written to a topic for each event, on average.
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

    /**
     * The steady part.
     *
     * @throws TooShort if it was too short to tell
     */
    public Steady told() {
        return steady.orElseThrow(() -> new TooShort(tooShort()));
    }

    /** The sentence for a round without a steady part. */
    String tooShort() {
        return "round " + round + ": " + contender.option() + " was done with "
                + Figure.whole(events) + " events too soon for its rate to be told";
    }

    /** At about which rate, also if the steady part is too short to tell exactly. */
    double likelyRate() {
        return steady.map(Steady::eventsPerSecond).orElse(roughRate);
    }

    /** To all topics together. */
    public PerEvent writtenInAll() {
        return written.values().stream().reduce(new PerEvent(0, 0), PerEvent::plus);
    }
}
