package dev.extrausage.client.publish;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The difference between this machine's clock and the broker's, which stamps each record when it
 * gets it. Events of a clock too far ahead are refused by the ledger (M5); those of one behind
 * count as older than they are.
 */
final class ClockSkew {
    /** A minute less than an id may be ahead of the broker's clock (M5). */
    private static final long TOO_FAR_MILLIS = Duration.ofMinutes(4).toMillis();

    private final LongSupplier clock;
    private final EventIds ids;
    private final DeliveryProblems problems;
    private volatile long aheadMillis;

    ClockSkew(LongSupplier clock, EventIds ids, DeliveryProblems problems) {
        this.clock = clock;
        this.ids = ids;
        this.problems = problems;
    }

    /** Our clock less the broker's at the last acknowledgement that told it; else 0. */
    Duration ahead() {
        return Duration.ofMillis(aheadMillis);
    }

    /**
     * Holds our clock against the broker's, which has stamped the record a moment ago: each tells
     * on the other. What an event had to wait in the spool is no difference of clocks.
     */
    void compare(Pending event, RecordMetadata place) {
        if (!place.hasTimestamp()) {
            return;
        }
        aheadMillis = clock.getAsLong() - place.timestamp();
        long eventAheadMillis = event.time() - place.timestamp();
        if (eventAheadMillis > TOO_FAR_MILLIS) {
            ids.startAgain();
            problems.clockIsAhead(Duration.ofMillis(eventAheadMillis));
        } else if (aheadMillis < -TOO_FAR_MILLIS) {
            problems.clockIsBehind(Duration.ofMillis(-aheadMillis));
        }
    }
}
