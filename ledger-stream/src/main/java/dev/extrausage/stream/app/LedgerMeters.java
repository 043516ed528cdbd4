package dev.extrausage.stream.app;

import dev.extrausage.core.Outcome;
import dev.extrausage.core.Reason;
import dev.extrausage.operations.Meters;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.StartOffsets;
import dev.extrausage.stream.topology.LedgerCounts;
import dev.extrausage.stream.topology.RejectionKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** The ledger's figures for the operations port. No label names an account. */
public final class LedgerMeters {
    private static final double NANOS_PER_USD = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final String NONE = "none";
    private static final String OTHER = "other";
    private static final List<String> PRICED = List.of("model", "tier", "unit");
    private static final Set<String> INPUTS = StartOffsets.INPUTS.stream().map(Topics::topicName)
            .collect(Collectors.toUnmodifiableSet());

    private final LedgerCounts counts;
    private final Supplier<LedgerStreams> running;

    private LedgerMeters(LedgerCounts counts, Supplier<LedgerStreams> running) {
        this.counts = counts;
        this.running = running;
    }

    /**
     * Adds them to a process's.
     *
     * @param counts what is counted, also by a ledger that is started again
     * @param running the ledger that runs now; null while none does
     */
    public static void bind(
            Meters meters, LedgerCounts counts, Supplier<LedgerStreams> running) {
        LedgerMeters own = new LedgerMeters(counts, running);
        meters.counters("extra_usage_entries", "Inputs decided, by outcome and reason; attempts,"
                + " so that what a crash rolled back counts again", List.of("outcome", "reason"),
                own::entries);
        meters.histogram("extra_usage_decision_age_seconds", "From the broker's receipt of an"
                + " input to the commit of its entry", own::ages);
        meters.counter("extra_usage_duplicates", "Inputs left out because they were decided"
                + " before", counts::duplicates);
        meters.counters("extra_usage_rejected", "Bad inputs put on rejected-events, by what was"
                + " wrong", List.of("kind"), own::rejected);
        meters.counter("extra_usage_uncovered_usd", "Cost of usage that no pool could pay",
                () -> counts.uncoveredNanos() / NANOS_PER_USD);
        meters.counters("extra_usage_unpriced", "Usage refused because the catalog has no price"
                + " for a name; at most 1,000 names, the others are other",
                List.of("kind", "name"), own::unpriced);
        meters.counters("extra_usage_unknown_apps", "Usage of apps whose name looks like a"
                + " first-party app's; at most 1,000 names, the others are other",
                List.of("name"), own::unknownApps);
        meters.gauges("extra_usage_lag_records", "Records of an input that are committed and not"
                + " read yet", List.of("topic", "partition"), own::lag);
        meters.gauge("extra_usage_commit_latency_seconds", "The average time of a commit lately,"
                + " by the slowest thread", own::commitLatency);
        meters.gauge("extra_usage_partitions_active", "Partitions that this process decides",
                own::activePartitions);
    }

    private Map<List<String>, Double> entries() {
        Map<List<String>, Double> all = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (outcome == Outcome.REFUSED || outcome == Outcome.UNCOVERED) {
                for (Reason reason : Reason.values()) {
                    all.put(List.of(outcome.name(), reason.name()),
                            (double) counts.entries(outcome, reason));
                }
            } else {
                all.put(List.of(outcome.name(), NONE), (double) counts.entries(outcome, null));
            }
        }
        return all;
    }

    private Map<List<String>, Double> rejected() {
        Map<List<String>, Double> all = new LinkedHashMap<>();
        for (RejectionKind kind : RejectionKind.values()) {
            all.put(List.of(kind.text()), (double) counts.rejected(kind));
        }
        return all;
    }

    private Meters.Distribution ages() {
        long[] millis = LedgerCounts.ageBounds();
        double[] bounds = new double[millis.length];
        for (int i = 0; i < millis.length; i++) {
            bounds[i] = millis[i] / MILLIS_PER_SECOND;
        }
        return new Meters.Distribution(bounds, counts.ages(),
                counts.ageMillis() / MILLIS_PER_SECOND);
    }

    /** There is a sample before the first such request, so that its coming is an increase. */
    private Map<List<String>, Double> unpriced() {
        Map<List<String>, Double> all = new HashMap<>();
        PRICED.forEach(kind -> all.put(List.of(kind, OTHER), 0.0));
        named(all, "unpriced-total", "kind", "name");
        return all;
    }

    private Map<List<String>, Double> unknownApps() {
        Map<List<String>, Double> all = new HashMap<>(Map.of(List.of(OTHER), 0.0));
        named(all, "unknown-apps-total", "name");
        return all;
    }

    private void named(Map<List<String>, Double> all, String metric, String... tags) {
        each("stream-ledger-metrics", metric, (name, value) -> all.put(
                List.of(tags).stream().map(tag -> name.tags().get(tag)).toList(), value));
    }

    private Map<List<String>, Double> lag() {
        Map<List<String>, Double> all = new HashMap<>();
        each("consumer-fetch-manager-metrics", "records-lag", (name, value) -> {
            String topic = name.tags().get("topic");
            if (INPUTS.contains(topic)) {
                all.put(List.of(topic, name.tags().get("partition")), value);
            }
        });
        return all;
    }

    private double commitLatency() {
        double[] most = {Double.NaN};
        each("stream-thread-metrics", "commit-latency-avg", (name, value) -> {
            if (!value.isNaN() && !(value <= most[0])) {
                most[0] = value;
            }
        });
        return most[0] / MILLIS_PER_SECOND;
    }

    private double activePartitions() {
        LedgerStreams now = running.get();
        return now == null ? 0 : now.activePartitions().size();
    }

    private void each(String group, String name, BiConsumer<MetricName, Double> take) {
        LedgerStreams now = running.get();
        if (now == null) {
            return;
        }
        for (Map.Entry<MetricName, ? extends Metric> metric : now.metrics().entrySet()) {
            if (metric.getKey().group().equals(group) && metric.getKey().name().equals(name)
                    && metric.getValue().metricValue() instanceof Number value) {
                take.accept(metric.getKey(), value.doubleValue());
            }
        }
    }
}
