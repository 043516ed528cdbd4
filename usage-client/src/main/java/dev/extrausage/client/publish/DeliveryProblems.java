package dev.extrausage.client.publish;

import dev.extrausage.client.publish.spool.Spool;
import dev.extrausage.core.InputAge;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why events wait: now, and in the log, where the same is said at most once a minute. */
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

    /** Kafka takes events again. */
    void over() {
        if (problem != null) {
            problem = null;
        }
    }

    void tell(String what) {
        problem = what;
        say(what + ". Events wait in the spool, and are sent as soon as they can be");
    }

    /** What the ledger would refuse: its clock, the broker's, is more than so much behind ours. */
    void clockIsAhead(Duration ahead) {
        say("The clock of this machine is, or was, " + ahead.toSeconds() + " s ahead of the"
                + " broker's: the ledger refuses events from more than 5 minutes in the future."
                + " Set the clock");
    }

    private synchronized void say(String what) {
        long now = System.nanoTime();
        if (!what.equals(lastSaid) || now - saidNanos > QUIET_NANOS) {
            LOG.warn("{}.", what);
            lastSaid = what;
            saidNanos = now;
        }
    }

    /** How long the oldest event has waited; zero if none does. */
    Duration age(Spool.State spool) {
        return spool.waiting() == 0 ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, clock.getAsLong() - spool.oldestTime()));
    }

    /** Warns, from the first day on, of what the ledger will refuse after 35 (M5). */
    synchronized void lookAt(Spool.State spool) {
        Duration age = age(spool);
        if (age.compareTo(OLD) > 0 && System.nanoTime() - saidAgeNanos > QUIET_ABOUT_AGE_NANOS) {
            saidAgeNanos = System.nanoTime();
            LOG.error("{} events wait for Kafka, the oldest for {} hours: what is {} days old, the"
                    + " ledger refuses and nobody pays for", spool.waiting(), age.toHours(),
                    TOO_OLD.toDays());
        }
    }
}
