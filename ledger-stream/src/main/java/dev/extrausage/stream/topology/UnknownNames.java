package dev.extrausage.stream.topology;

import dev.extrausage.core.Reason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.common.metrics.stats.WindowedCount;

/**
 * Counts requests by the name that the catalog does not know, in one metric a name (group {@code
 * stream-ledger-metrics}, tags {@code kind} and {@code name}), and warns of those that nobody pays
 * for. One for all tasks of a process; safe for use by several threads.
 *
 * <p><b>Bounds.</b> Names are chosen by strangers: the first {@value #MOST_NAMES} have a metric
 * each, and all others are {@value #OTHER}, one a kind. A name is warned of at once, and then at
 * most once a minute with the number of its requests since (decision 0175).
 */
final class UnknownNames {
    static final int MOST_NAMES = 1_000;
    static final String OTHER = "other";
    private static final long WARN_EVERY_MILLIS = 60_000;

    private final Map<Name, Tally> tallies = new HashMap<>();
    private final LongSupplier clock;
    private final Consumer<String> warn;

    /** The part of a request that a name belongs to. */
    enum Kind {
        MODEL(Reason.UNPRICED_MODEL),
        TIER(Reason.UNPRICED_TIER),
        UNIT(Reason.UNPRICED_UNIT),
        /** Served and paid for, but as a third-party app's: counted, never warned of. */
        APP(null);

        private final Reason reason;

        Kind(Reason reason) {
            this.reason = reason;
        }

        /** The kind of name that is missing; null when the reason is another. */
        static Kind of(Reason reason) {
            return reason == Reason.UNPRICED_MODEL ? MODEL
                    : reason == Reason.UNPRICED_TIER ? TIER
                    : reason == Reason.UNPRICED_UNIT ? UNIT : null;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String metric() {
            return reason == null ? "unknown-apps" : "unpriced";
        }
    }

    private record Name(Kind kind, String name) {}

    /** A name's metric, and its requests since it was last warned of. */
    private static final class Tally {
        private final Sensor sensor;
        private long unsaid;
        private Long saidAt;

        Tally(Sensor sensor) {
            this.sensor = sensor;
        }
    }

    /**
     * Nothing counted yet.
     *
     * @param clock milliseconds, for the pauses between warnings alone
     * @param warn takes a sentence for an operator
     */
    UnknownNames(LongSupplier clock, Consumer<String> warn) {
        this.clock = clock;
        this.warn = warn;
    }

    /**
     * Counts one request of a name, folded, that the catalog does not know.
     *
     * @param sensors the process's sensor of a name, made if there is none
     */
    synchronized void count(Kind kind, String name, Function<String, Sensor> sensors) {
        Name own = new Name(kind, name);
        Name counted = tallies.containsKey(own) || tallies.size() < MOST_NAMES
                ? own : new Name(kind, OTHER);
        Tally tally = tallies.computeIfAbsent(counted, n -> new Tally(sensor(n, sensors)));
        tally.sensor.record();
        tally.unsaid++;
        warnIfDue(counted, tally);
    }

    /** Warns of requests that came within a minute of a warning, when none came after it. */
    synchronized void warnOfRest() {
        tallies.forEach(this::warnIfDue);
    }

    private void warnIfDue(Name name, Tally tally) {
        long now = clock.getAsLong();
        if (name.kind.reason == null || tally.unsaid == 0
                || tally.saidAt != null && now - tally.saidAt < WARN_EVERY_MILLIS) {
            return;
        }
        warn.accept(tally.unsaid + (tally.unsaid == 1 ? " request" : " requests") + " of "
                + name.kind.word() + " " + name.name + " refused " + name.kind.reason
                + ": the catalog has no price for it, so nobody pays. `ledger refused` shows all;"
                + " once a catalog version has the price, `ledger resubmit --reason "
                + name.kind.reason + "` sends them again.");
        tally.unsaid = 0;
        tally.saidAt = now;
    }

    /** Belongs to the process and goes with it: tasks come and go, and share it. */
    private static Sensor sensor(Name name, Function<String, Sensor> sensors) {
        String metric = name.kind.metric();
        Sensor sensor = sensors.apply(
                "ledger." + metric + "." + name.kind.word() + "." + name.name);
        Map<String, String> tags = Map.of("kind", name.kind.word(), "name", name.name);
        String what = "requests of a name that the catalog does not know";
        sensor.add(new MetricName(metric + "-total", "stream-ledger-metrics",
                "The number of " + what, tags), new CumulativeCount());
        sensor.add(new MetricName(metric + "-rate", "stream-ledger-metrics",
                "The number a second of " + what, tags), new Rate(new WindowedCount()));
        return sensor;
    }
}
