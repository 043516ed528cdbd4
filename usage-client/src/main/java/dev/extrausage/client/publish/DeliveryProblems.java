package dev.extrausage.client.publish;

import dev.extrausage.client.publish.spool.Spool;
import dev.extrausage.core.InputAge;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reason why events wait, and its log, where the same line comes at most once a minute. */
final class DeliveryProblems {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryProblems.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long QUIET_ABOUT_AGE_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final Duration OLD = Duration.ofDays(1);
    private static final Duration TOO_OLD = Duration.ofMillis(InputAge.WINDOW_MILLIS);

    private final LongSupplier clock;
    private volatile String problem;
    private String lastSaid;
    private long saidNanos;
    private long saidAgeNanos = System.nanoTime() - QUIET_ABOUT_AGE_NANOS;

    DeliveryProblems(LongSupplier clock) {
        this.clock = clock;
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Clears the problem: Kafka takes events again. */
    void clear() {
        if (problem != null) {
            problem = null;
        }
    }

    void report(String what) {
        problem = what;
        log(what + ". Events wait in the spool, and are sent as soon as they can be");
    }

    /** Warns that our clock is so far ahead of the broker's that the ledger may refuse events. */
    void clockIsAhead(Duration ahead) {
        log("The clock of this machine is, or was, " + ahead.toSeconds() + " s ahead of the"
                + " broker's: the ledger refuses events from more than 5 minutes in the future."
                + " Set the clock that is wrong: this machine's, or the broker's");
    }

    /** Warns that our clock is so far behind the broker's that events count as much older. */
    void clockIsBehind(Duration behind) {
        log("The clock of this machine is " + behind.toSeconds() + " s behind the broker's: events"
                + " count for an earlier time than they are of, and once they are 35 days old the"
                + " ledger refuses them. Set the clock that is wrong: this machine's, or the"
                + " broker's");
    }

    private synchronized void log(String what) {
        long now = System.nanoTime();
        if (!what.equals(lastSaid) || now - saidNanos > QUIET_NANOS) {
            LOG.warn("{}.", what);
            lastSaid = what;
            saidNanos = now;
        }
    }

    /** The age of the oldest event that waits; zero if none does. */
    Duration age(Spool.State spool) {
        return spool.waiting() == 0 ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, clock.getAsLong() - spool.oldestTime()));
    }

    /** Warns of events that wait for more than a day: after 35 the ledger refuses them (M5). */
    synchronized void warnIfOld(Spool.State spool) {
        Duration age = age(spool);
        if (age.compareTo(OLD) > 0 && System.nanoTime() - saidAgeNanos > QUIET_ABOUT_AGE_NANOS) {
            saidAgeNanos = System.nanoTime();
            LOG.error("{} events wait for Kafka, the oldest for {} hours: what is {} days old, the"
                    + " ledger refuses and nobody pays for", spool.waiting(), age.toHours(),
                    TOO_OLD.toDays());
        }
    }
}
