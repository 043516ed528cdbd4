package dev.extrausage.benchmarks.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.benchmarks.load.LoadShape;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Spread;
import dev.extrausage.benchmarks.report.Table;
import dev.extrausage.benchmarks.settings.BenchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The cost of each part of the ledger: its own steps one by one, what Kafka and Kafka Streams cost
 * to write as much, and what is left of the ledger's processor time beside these.
 */
public final class Waterfall {
    /** The section's id. */
    public static final String ID = "waterfall";

    private static final int WARM_UP_PASSES = 4;
    private static final int PASSES = 7;

    private final Map<MeasuredStep, Double> nanos = new EnumMap<>(MeasuredStep.class);
    private final List<List<String>> rows = new ArrayList<>();
    private final ObjectNode json = new ObjectMapper().createObjectNode();
    private final double ledgerNanos;
    private final double equalWorkNanos;
    private final int eventsInACommit;

    private Waterfall(double ledgerNanos, double equalWorkNanos, int eventsInACommit) {
        this.ledgerNanos = ledgerNanos;
        this.equalWorkNanos = equalWorkNanos;
        this.eventsInACommit = eventsInACommit;
    }

    /**
     * Measures the steps, and sets them beside what the rounds measured.
     *
     * @param ledgerMicros processor time of the ledger's process for an event, in microseconds
     * @param equalWorkMicros of the passthrough that writes as much
     * @param eventsPerSecond the ledger's rate over all partitions: how much goes into a commit
     */
    public static Section measure(BenchSettings settings, double ledgerMicros,
            double equalWorkMicros, double eventsPerSecond, Consumer<String> progress) {
        int inACommit = Math.max(1, (int) (eventsPerSecond / settings.partitions()
                * settings.commitIntervalMillis() / 1_000));
        Waterfall waterfall =
                new Waterfall(ledgerMicros * 1_000, equalWorkMicros * 1_000, inACommit);
        progress.accept("measuring the ledger's steps one by one ...");
        waterfall.run(settings);
        return waterfall.section();
    }

    /** The median of the passes, of each step for itself. */
    private void run(BenchSettings settings) {
        LoadShape all = LoadShape.of(settings, System.currentTimeMillis() - 600_000);
        Steps steps = new Steps(new LoadShape(Math.max(1, all.accounts() / settings.partitions()),
                all.skew(), all.duplicates(), all.seed(), all.expectedEvents()
                        / settings.partitions(), all.openedBefore()), eventsInACommit);
        List<Map<MeasuredStep, Double>> passes = new ArrayList<>();
        for (int i = 0; i < WARM_UP_PASSES + PASSES; i++) {
            Map<MeasuredStep, Double> pass = steps.pass();
            if (i >= WARM_UP_PASSES) {
                passes.add(pass);
            }
        }
        for (MeasuredStep step : MeasuredStep.values()) {
            nanos.put(step, Spread.of(passes.stream().map(p -> p.get(step)).toList()).median());
        }
        if (steps.bytes() == 0) {
            throw new IllegalStateException("nothing was encoded");
        }
    }

    private Section section() {
        double own = nanos.values().stream().mapToDouble(Double::doubleValue).sum();
        Arrays.stream(MeasuredStep.values()).forEach(step ->
                row(step.name().toLowerCase(Locale.ROOT), step.says(), nanos.get(step)));
        row("own_steps", "the ledger's own steps, together", own);
        row("equal_work", "Kafka and Streams: read, forward, send as much, commit (equal-work)",
                equalWorkNanos);
        row("rest", "the rest: stores, more garbage, caches missed", ledgerNanos - own
                - equalWorkNanos);
        row("ledger", "the ledger's process, as measured in the rounds", ledgerNanos);
        json.put("events_in_a_commit", eventsInACommit);
        return new Section(ID, json, "Nanoseconds of processor time for an event. The steps: in"
                + " one thread over the load of one partition, with "
                + Figure.whole(eventsInACommit) + " events between two commits, as many as at the"
                + " measured rate; median of " + PASSES + " passes. What is not a step comes"
                + " from the rounds.",
                List.of(new Table("Waterfall", List.of("part", "ns per event",
                        "share of the ledger's"), rows)));
    }

    private void row(String field, String says, double value) {
        json.put(field + "_ns", value);
        rows.add(List.of(says, Figure.whole(value),
                Figure.decimal(100 * value / ledgerNanos, 1) + " %"));
    }
}
